// SPDX-License-Identifier: Apache-2.0

import {
  TimelineKind,
  timelineKindSchema,
} from 'backstage-plugin-postmortems-common';

export const KINDS: readonly TimelineKind[] = timelineKindSchema.options;

/** What starts a text to choose its kind: `/d alert fired`. */
export const KIND_KEYS: Record<string, TimelineKind> = {
  d: 'detected',
  p: 'paged',
  a: 'acknowledged',
  h: 'hypothesis',
  t: 'fix-attempt',
  c: 'root-cause-identified',
  f: 'fix-implemented',
  m: 'mitigated',
  r: 'resolved',
  i: 'communication',
  o: 'other',
};

/** The kind that a text begins with, and the text without it. */
export function readKind(
  text: string,
): { kind: TimelineKind; text: string } | undefined {
  const match = /^\/([a-z]) (.*)$/s.exec(text);
  const kind = match && KIND_KEYS[match[1]];
  return kind ? { kind, text: match[2] } : undefined;
}
