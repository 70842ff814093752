// SPDX-License-Identifier: Apache-2.0

import { plainName } from './headings';

/** A text that begins with the name of a field: `**Severity:** P1`. */
export type Labelled = { label: string; value: string; bold: boolean };

/** Splits `**Label:** value`, `**Label**: value` or `Label: value`. */
export function readLabel(text: string): Labelled | undefined {
  const head = text.slice(0, 120);
  const bold = /^(\*\*|__)([^*_\n]{1,80}?)(:?)\1(\s{0,3}[:：])?/.exec(head);
  if (bold) {
    if (!bold[3] && !bold[4]) return undefined;
    return {
      label: bold[2].trim(),
      value: text.slice(bold[0].length).trim(),
      bold: true,
    };
  }
  const plain = /^(\p{L}[^:*|[\]<>\n]{0,60}):(?=\s|$)/u.exec(head);
  return plain
    ? {
        label: plain[1].trim(),
        value: text.slice(plain[0].length).trim(),
        bold: false,
      }
    : undefined;
}

/** The fields that a label can name. */
export type LabeledField =
  | 'title'
  | 'date'
  | 'startedAt'
  | 'detectedAt'
  | 'acknowledgedAt'
  | 'mitigatedAt'
  | 'resolvedAt'
  | 'duration'
  | 'severity'
  | 'affectedSystems'
  | 'incidentCommander'
  | 'participants'
  | 'tags'
  | 'usersAffected'
  | 'slaBreached'
  | 'timeZone'
  | 'toDetect'
  | 'toAcknowledge'
  | 'toMitigate'
  | 'toResolve';

const NAMES: Record<LabeledField, string> = {
  title: 'title, incident title, incident name, name, incident',
  date: 'date/time, date, date and time, datetime, when, incident date, incident time, time, date of incident, date of the incident, incident date/time',
  startedAt:
    'start, started, started at, start time, incident start, incident start time, begin, began, beginning, time started, start date, impact start, impact start time, outage start, incident started, start of incident, start of impact, impact started, outage began, issue started',
  detectedAt:
    'detected, detected at, time detected, detected on, discovered, discovered at, incident detected, first detected, time of detection, detection at',
  acknowledgedAt:
    'acknowledged, acknowledged at, time acknowledged, incident acknowledged, acked, acked at',
  mitigatedAt:
    'mitigated, mitigated at, time mitigated, incident mitigated, mitigation at',
  resolvedAt:
    'end, ended, ended at, end time, resolved, resolved at, resolved on, time resolved, restored, restored at, incident end, incident end time, impact end, impact end time, end date, outage end, incident resolved, time of resolution, fixed, fixed at, closed at, end of incident, end of impact, incident ended, issue resolved, service restored, recovered, recovered at',
  duration:
    'duration, total downtime, downtime, outage duration, incident duration, duration of outage, total duration, impact duration, time to resolve total, length of outage',
  severity:
    'severity, sev, severity level, incident severity, priority, incident priority',
  affectedSystems:
    'affected systems, impacted systems, systems impacted, impacted services, services impacted, affected system, affected services, affected service, systems affected, services affected, affected components, components affected, services, systems, service, affectedsystems',
  incidentCommander:
    'incident commander, commander, ic, incident lead, incident manager, incidentcommander, incident coordinator',
  participants:
    'participants, attendees, responders, authors, author, people involved',
  tags: 'tags, labels, keywords',
  usersAffected:
    'users affected, affected users, customers affected, usersaffected, number of users affected',
  slaBreached: 'sla breached, sla breach, slabreached',
  timeZone: 'time zone, timezone, tz',
  toDetect: 'time to detection, time to detect, ttd, mttd, detection time',
  toAcknowledge: 'time to acknowledge, time to acknowledgement, tta, mtta',
  toMitigate: 'time to mitigate, time to mitigation, ttm, mttm',
  toResolve:
    'time to recovery, time to recover, time to resolve, time to resolution, time to restore, time to fix, ttr, mttr, recovery time, resolution time',
};

const BY_LABEL = new Map(
  Object.entries(NAMES).flatMap(([field, names]) =>
    names.split(', ').map(name => [name, field as LabeledField] as const),
  ),
);

/** The field that a label names, if it is a usual one. */
export function fieldNamed(label: string): LabeledField | undefined {
  return BY_LABEL.get(plainName(label));
}
