// SPDX-License-Identifier: Apache-2.0

const PLACEHOLDERS = new Set([
  '[name]',
  '[date]',
  '[owner]',
  '[short descriptive name]',
  '[when it started / when it was resolved]',
  '[total downtime]',
  '[p1 / p2 / p3]',
  '[what broke]',
  '[who was affected and how — users, revenue, sla breach?]',
  '[who led the response]',
  '[5 whys breakdown]',
  '[one paragraph summary]',
  '[hh:mm]',
  // What GitHub writes where a form was not filled in.
  '_no response_',
]);

/**
 * Whether a text is what the reference's template has in place of content.
 *
 * @public
 */
export function isPlaceholder(text: string): boolean {
  return (
    text.length < 100 &&
    PLACEHOLDERS.has(text.trim().toLocaleLowerCase('en-US'))
  );
}
