// SPDX-License-Identifier: Apache-2.0

import { FIELD_MESSAGES } from 'backstage-plugin-postmortems-common';

/** Words that more than one area uses. */
export const commonMessages = {
  postmortems: 'Postmortems',
  number: 'PM-{{number}}',
  retry: 'Try again',
  /** Why something was not done. */
  failure: {
    server:
      'the server could not do it and changed nothing. Try again in a moment.',
    unreached:
      'the server did not answer, so nothing is changed here. Try again in a moment.',
  },
  /** Why something cannot be shown. */
  notShown: {
    server:
      'The server could not answer. What was saved is safe; try again in a moment.',
    unreached:
      'The server was not reached. What was saved is safe; try again in a moment.',
    details: 'Details',
  },
  mayNotRead: 'You may not read postmortems here.',
  cancel: 'Cancel',
  close: 'Close',
  undo: 'Undo',
  /** Beside a choice made by keyboard, until it counts. */
  toConfirm: 'Enter to confirm, Esc to cancel',
  /** The same where leaving the field does not forget it. */
  toConfirmOrLeave: 'Enter or leaving the field confirms, Esc cancels',
  filters: {
    system: 'System',
    owner: 'Owner',
    team: 'Team',
    author: 'Author',
    any: 'Any',
    clear: 'Clear filters',
  },
  picker: {
    open: 'Open',
    close: 'Close',
    clear: 'Clear',
    noZone: 'No such time zone',
    searching: 'Searching the catalog …',
    nothing: 'Nothing found. A whole ref, kind:namespace/name, can be typed.',
    failed: 'The catalog does not answer. A whole ref can be typed.',
    more: 'More match than are shown. Keep typing to narrow the list.',
    me: 'Me',
    takeUnknown: 'Take it as written; not in the catalog',
    unknownName: '{{name}} (unknown)',
    unknown: 'Not in the catalog: {{names}}',
  },
  pages: {
    previous: 'Back',
    next: 'Next',
    range: '{{from}}–{{to}} of {{total}}',
  },
  loading: 'Loading',
  daysAgo_one: '{{count}} day ago',
  daysAgo_other: '{{count}} days ago',
  today: 'today',
  /** How long something lasts, in days or months. */
  span: {
    days_one: '{{count}} day',
    days_other: '{{count}} days',
    months_one: '{{count}} month',
    months_other: '{{count}} months',
  },
  notRecorded: 'not recorded',
  unknown: 'unknown',
  otherSystems_one: 'and {{count}} more',
  otherSystems_other: 'and {{count}} more',
  severity: {
    label: 'Severity {{id}}',
    none: 'No severity',
    short: 'none',
  },
  status: {
    draft: 'Draft',
    published: 'Published',
  },
  visibility: {
    restricted: 'Restricted: only its participants and named readers see it',
  },
  duration: {
    days: '{{value}} d',
    hours: '{{value}} h',
    minutes: '{{value}} min',
    seconds: '{{value}} s',
  },
  /** What is said of a field, by its code. */
  fieldMessage: FIELD_MESSAGES,
  due: {
    overdue_one: 'overdue {{count}} day',
    overdue_other: 'overdue {{count}} days',
    today: 'due today',
    in_one: 'in {{count}} day',
    in_other: 'in {{count}} days',
    ago_one: '{{count}} day ago',
    ago_other: '{{count}} days ago',
    none: 'no date',
  },
  actionItem: {
    noDescription: 'no description',
    noOwner: 'no owner',
    doneOn: 'done on {{day}}',
    moved_one: 'first due {{day}}, moved {{count}} time',
    moved_other: 'first due {{day}}, moved {{count}} times',
  },
  actionStatus: {
    proposed: 'Proposed',
    open: 'Open',
    'in-progress': 'In progress',
    done: 'Done',
    'wont-do': "Won't do",
  },
  verified: {
    worked: 'It worked',
    'did-not-work': 'It did not work',
  },
  timelineKind: {
    detected: 'Detected',
    paged: 'Paged',
    acknowledged: 'Acknowledged',
    hypothesis: 'Hypothesis',
    'fix-attempt': 'Fix tried',
    'root-cause-identified': 'Cause found',
    'fix-implemented': 'Fix in place',
    mitigated: 'Mitigated',
    resolved: 'Resolved',
    communication: 'Told',
    other: 'Noted',
  },
} as const;
