/** Action items: their status, my own page, the home page widget. */
export const actionItemsMessages = {
  title: 'My action items',
  change: {
    label: 'Status of {{description}}',
    changed: '“{{description}}” is now {{status}}',
    failed: '“{{description}}” was not changed: {{reason}}',
    reasonTitle: 'Why will it not be done?',
    reasonHelp:
      'The reason is shown in the postmortem, so that nobody has to ask again.',
    reasonLabel: 'Reason',
    confirm: "Mark as won't do",
  },
} as const;
