// SPDX-License-Identifier: Apache-2.0

/** The tickets of action items in issue trackers. */
export const ticketsMessages = {
  ticket: 'Ticket',
  named: '{{tracker}} {{key}}',
  actor: '{{name}} in {{tracker}}',
  synced: 'Last synced {{at}}',
  failing: 'not in sync since {{at}}',
  create: {
    button: 'Create ticket',
    label: 'Create a ticket for {{description}}',
    title: 'Create a ticket',
    where: 'Where',
    place: '{{tracker}}: {{project}}',
    leaves:
      'The ticket gets the description, the due date, the owner and a link to this postmortem. Whoever can see it there can read them.',
    nowhere:
      '{{tracker}} has no place for it: no affected system names one in the catalog.',
    placesFailed: 'Where a ticket can be created is not known',
    created: 'Created {{tracker}} {{key}}',
    failed: 'Not created: {{reason}}',
  },
} as const;
