// SPDX-License-Identifier: Apache-2.0

import {
  TimelineKind,
  timelineKindSchema,
} from 'backstage-plugin-postmortems-common';

const LABELS: Record<string, TimelineKind> = {
  detection: 'detected',
  detected: 'detected',
  discovery: 'detected',
  discovered: 'detected',
  paged: 'paged',
  page: 'paged',
  acknowledged: 'acknowledged',
  acknowledgement: 'acknowledged',
  mitigated: 'mitigated',
  mitigation: 'mitigated',
  resolved: 'resolved',
  resolution: 'resolved',
  recovery: 'resolved',
  recovered: 'resolved',
  communication: 'communication',
  hypothesis: 'hypothesis',
  'root cause identified': 'root-cause-identified',
  'fix attempt': 'fix-attempt',
  'fix implemented': 'fix-implemented',
};

/**
 * Sentences that say what an entry is, and nothing weaker: an entry that only
 * mentions an alert or a fix stays `other`.
 */
const SENTENCES: Array<[TimelineKind, RegExp]> = [
  [
    'root-cause-identified',
    /\broot cause (?:was |has been )?(?:identified|found|discovered)\b|\bidentified (?:the )?root cause\b/i,
  ],
  [
    'resolved',
    /\b(?:incident|issue|outage|problem) (?:is |was |has been |fully |now |declared |marked as ){0,3}(?:resolved|closed)\b|\b(?:services?|systems?) (?:is |are |was |were |has been |have been |fully |now ){0,3}(?:restored|recovered|operational)\b|\ball systems verified operational\b|\(resolved\)|\bresolved\.?$/i,
  ],
  [
    'resolved',
    /(?:^|[.;:!—–] )[\s*_(]{0,5}(?:the )?(?:outage|incident) (?:ends|ended|(?:is |was )?over)(?=[*_)]{0,3} ?(?:[.,;:!—–)-]|$))/i,
  ],
  [
    'detected',
    /^.{0,40}\b(?:alert|alarm|alerts)\b.{0,60}\b(?:fired|fires|triggered|received|detects|detected)\b|\b(?:received|automatic|automated|first) (?:an? )?(?:alert|alarm|warning)\b|\b(?:issue|problem|incident|outage) (?:was |is )?(?:first )?(?:detected|noticed|discovered)\b/i,
  ],
  [
    'paged',
    /\b(?:on-?call|engineer|sre)\b.{0,40}\bpaged\b|\bpaged the\b|\bgot paged\b|\bfirst engineer paged\b/i,
  ],
  [
    'acknowledged',
    /\b(?:alert|page|incident)\b.{0,30}\backnowledged\b|\backnowledged the (?:alert|page|incident)\b/i,
  ],
  [
    'mitigated',
    /\b(?:impact|incident|issue|outage) (?:is |was |has been )?mitigated\b/i,
  ],
  [
    'communication',
    /\bstatus ?page\b.{0,30}\b(?:updated|posted|published)\b|\bstakeholder communication sent\b/i,
  ],
];

/** A kind by its own name (`fix-attempt`) or a usual word for it. */
export function kindNamed(label: string): TimelineKind | undefined {
  const name = label.trim().toLocaleLowerCase('en-US');
  const exact = timelineKindSchema.safeParse(name);
  return exact.success ? exact.data : LABELS[name.replace(/[-_ ]+/g, ' ')];
}

/** The kind of an entry whose text clearly says it. */
export function kindOfText(text: string): TimelineKind {
  const start = text.slice(0, 300);
  return SENTENCES.find(([, pattern]) => pattern.test(start))?.[0] ?? 'other';
}
