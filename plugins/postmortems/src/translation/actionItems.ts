// SPDX-License-Identifier: Apache-2.0

/** Action items: their status, my own page, the sidebar, the home page widget. */
export const actionItemsMessages = {
  title: 'My action items',
  change: {
    label: 'Status of {{description}}',
    changed: '“{{description}}” is now {{status}}',
    failed: '“{{description}}” was not changed: {{reason}}',
    reasonTitle: 'Why will it not be done?',
    reasonHelp:
      'In a few words. The reason is shown in the postmortem, so that nobody has to ask again.',
    reasonLabel: 'Reason',
    confirm: "Mark as won't do",
  },
  whose: {
    label: 'Whose',
    me: "Mine and my groups'",
    mine: 'Mine only',
  },
  show: {
    label: 'Which',
    open: 'Open',
    done: 'Done',
    all: 'All',
  },
  search: 'Search action items',
  system: 'Affected system',
  loadFailed: 'The action items could not be loaded',
  groups: {
    overdue: 'Overdue',
    soon: 'This week',
    later: 'Later',
    none: 'No date',
    proposed: 'Proposed',
    done: 'Done',
    'wont-do': "Won't do",
  },
  groupCount: '{{title}} ({{total}})',
  nothingOverdue: 'Nothing overdue.',
  more: 'Show more',
  empty: {
    open: 'Nothing open.',
    openHelp:
      'What you and your groups promise in a postmortem appears here, the overdue first.',
    done: 'Nothing done yet.',
    all: 'No action items yet.',
    noMatch: 'No action item matches these filters.',
  },
  sidebar: {
    overdue_one: '{{text}}, {{count}} overdue',
    overdue_other: '{{text}}, {{count}} overdue',
  },
  widget: {
    all_one: 'All {{count}} open action item',
    all_other: 'All {{count}} open action items',
    page: 'My action items',
  },
} as const;
