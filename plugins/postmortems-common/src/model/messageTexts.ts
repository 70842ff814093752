// SPDX-License-Identifier: Apache-2.0

// Imports nothing: a portal loads the texts with every page.

/**
 * Everything that is said of a field, by its code: what keeps it from being
 * taken, what publishing still wants, and what is worth a look. `{{name}}` is
 * one of the message's values. Codes are stable; texts may change.
 *
 * @public
 */
export const FIELD_MESSAGES = {
  // What publishing wants.
  'title-missing': 'Give it a title.',
  'severity-missing': 'Choose a severity.',
  'severity-unknown':
    'Choose one of the severities {{choices}}; {{severity}} is none of them.',
  'start-missing': 'Say when the incident started.',
  'resolution-missing': 'Say when it was resolved.',
  'affected-systems-missing': 'Name at least one affected system.',
  'impact-missing': 'Say who was affected and how.',
  'commander-missing': 'Name the incident commander.',
  'detected-entry-missing':
    'Add when it was detected: an entry of kind “detected” with its time.',
  'resolved-entry-missing':
    'Add when it was resolved: an entry of kind “resolved” with its time.',
  'root-cause-missing':
    'Write the root cause: the sentence that the whys end in.',
  'action-items-missing':
    'Add at least one action item, or say why there is none.',
  'description-missing': 'Say what is to be done.',
  'owner-missing': 'Choose who owns this action item.',
  'due-date-missing': 'Set the day by which this is due.',
  'reason-missing': 'Say why this will not be done.',
  'reason-says-nothing': 'Say in a few words why this will not be done.',
  'lessons-missing': 'Write what this incident taught the team.',

  // What is worth a look.
  'timeline-before-start':
    'The timeline says {{kind}} at {{at}}, which is before the incident started.',
  'timeline-differs': 'The timeline says {{kind}} at {{at}}, not {{instant}}.',
  'not-in-catalog': 'The catalog does not know {{ref}}',
  'item-says-no-outcome':
    'Say what will be different when this is done, so that anybody can tell.',
  'item-is-open-ended':
    'Say what comes out of it: what will be decided, written or changed?',
  'item-asks-for-care':
    'This asks people to take more care. What could change so that they need not?',
  'item-has-no-verb':
    'Begin with a verb: what will somebody do, and what will be different then?',
  'item-owned-by-group': 'A group gets it done when one person is named.',
  'item-without-person': 'Name the person who will get it done.',

  // What keeps a value from being taken.
  missing: 'is missing',
  empty: 'must not be empty',
  'unknown-field': 'is not a field that can be sent',
  'not-a-string': 'must be a string',
  'not-a-number': 'must be a number',
  'not-a-boolean': 'must be true or false',
  'not-a-list': 'must be a list',
  'not-an-object': 'must be an object',
  'not-a-choice': 'must be {{choices}}',
  'not-configured': 'must be one of {{choices}}',
  'not-a-whole-number': 'must be a whole number',
  negative: 'must not be negative',
  'too-small': 'must be at least {{min}}',
  'too-large': 'must be at most {{max}}',
  'too-long': 'must be at most {{max}} characters',
  'too-many': 'must have at most {{max}} entries',
  'not-storable': 'must not contain NUL or half of a surrogate pair',
  'not-an-entity-ref':
    'must be an entity ref of kind {{kinds}}, like {{example}}',
  'not-an-instant': 'must be an instant like 2026-01-31T14:05:00Z',
  'not-a-day': 'must be a day like 2026-01-31',
  'year-out-of-range': 'must be between the years 1970 and 2199',
  'in-the-future': 'must not be in the future',
  'before-start': 'must not be before startedAt',
  'not-a-time-zone': 'must be an IANA time zone like Europe/Copenhagen',
  'not-a-uuid': 'must be a UUID',
  'not-an-address': 'must be an http or https address',
  'id-used-twice': 'is used twice in this list',
  'id-of-another': 'belongs to another postmortem',
  'parent-unknown': 'must be the id of another why in this list',
  'parent-circular': 'must not lead back to itself',
  'nested-too-deep': 'must not be nested deeper than {{max}}',
  'body-too-large':
    'would make a postmortem of more than {{max}} KiB, which could not be edited; make two of it',
  'wont-do-without-reason': 'say why it will not be done',
  'not-done': 'only what is done has one',
  'ticket-of-draft':
    'is created when the postmortem is published: a draft has no tickets',
  'tracker-unknown': 'is not a tracker of this portal',
  'project-unknown': 'must be one of {{choices}}',
  'project-none':
    'is not known: neither the configuration of {{tracker}} nor an annotation of an affected system names one',
  'ticket-refused': '{{reason}}',
  'not-verified': 'say first whether it worked',
  'cause-unknown': 'is not a known cause',
  'same-cause': 'must be another cause',
  'same-postmortem': 'must be another postmortem',
  'published-before-written': 'must not be before at',
  'cursor-invalid': 'is not a cursor of this list and order',
  'version-invalid': 'must be a version in quotes, like "3"',
  'version-unexpected': 'cannot be sent here: it has no version',
  'version-missing': 'is missing: name the version that you changed, like "3"',
  'key-unexpected': 'cannot be sent here: it would make nothing safe',
  'key-invalid':
    'must be a UUID in quotes, like "8e03978e-40d5-43dd-bc93-6894a57f9324"',
  'key-used': 'was sent before, with another request',
  'owner-unknown': 'is not in the catalog',
  'same-owner': 'must be somebody else',
  'too-many-rows':
    'There are more than {{max}} rows; narrow them with the filters',
  'not-json': 'must be application/json',
  'json-invalid': 'The body is no JSON{{where}}',
} as const;
