// SPDX-License-Identifier: Apache-2.0

/** How much is told of a text where it stands for something else. */
const LENGTH = 300;

/** The beginning of a text. */
export function excerpt(text: string): string {
  if (text.length <= LENGTH) return text;
  // By characters: half of one cannot be sent.
  const characters = [...text];
  return characters.length > LENGTH
    ? `${characters.slice(0, LENGTH - 1).join('')}…`
    : text;
}
