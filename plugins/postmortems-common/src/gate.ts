// SPDX-License-Identifier: Apache-2.0

import { PostmortemsConfig } from './config';
import { effectiveInstants } from './durations';
import { ActionItem, FieldMessage, PostmortemDocument } from './model';

/**
 * The words of the publishing gate, by what it wants; for those who show them
 * in another language.
 *
 * @public
 */
export const GATE_MESSAGES = {
  title: 'Give it a title.',
  severity: 'Choose a severity.',
  startedAt: 'Say when the incident started.',
  resolvedAt: 'Say when it was resolved.',
  affectedSystems: 'Name at least one affected system.',
  impact: 'Say who was affected and how.',
  incidentCommander: 'Name the incident commander.',
  detectedEntry:
    'Add when it was detected: an entry of kind “detected” with its time.',
  resolvedEntry:
    'Add when it was resolved: an entry of kind “resolved” with its time.',
  rootCause: 'Write the root cause: the sentence that the whys end in.',
  actionItems: 'Add at least one action item, or say why there is none.',
  description: 'Say what is to be done.',
  owner: 'Choose who owns this action item.',
  dueDate: 'Set the day by which this is due.',
  wontDoReason: 'Say why this will not be done.',
  lessonsLearned: 'Write what this incident taught the team.',
} as const;

const isEmpty = (text: string) => text.trim() === '';

function wantedOf(
  item: ActionItem,
): Array<'description' | 'owner' | 'dueDate' | 'wontDoReason'> {
  const wanted: ReturnType<typeof wantedOf> = [];
  if (isEmpty(item.description)) wanted.push('description');
  // A proposal is not yet promised by anybody.
  if (item.status !== 'proposed') {
    if (!item.owner) wanted.push('owner');
    if (!item.dueDate) wanted.push('dueDate');
  }
  if (item.status === 'wont-do' && isEmpty(item.wontDoReason))
    wanted.push('wontDoReason');
  return wanted;
}

/**
 * What a postmortem still wants before it may be published: every unmet
 * requirement at once, in the order of the template, each with the path of
 * its field (`actionItems.2.owner`). Empty when it may be published. A
 * timeline entry that fills an empty instant meets that requirement too.
 *
 * @param config - the configured severities; without it any severity will do
 * @public
 */
export function publishGate(
  document: PostmortemDocument,
  config?: Pick<PostmortemsConfig, 'severities'>,
): FieldMessage[] {
  const unmet: FieldMessage[] = [];
  const want = (met: boolean, field: string, message: string) => {
    if (!met) unmet.push({ field, message });
  };
  const { startedAt, resolvedAt } = effectiveInstants(document);
  const { severity, timeline, actionItems } = document;
  const known = config?.severities.map(({ id }) => id);
  const hasEntry = (kind: 'detected' | 'resolved') =>
    timeline.some(entry => entry.kind === kind && entry.at !== null);

  want(!isEmpty(document.title), 'title', GATE_MESSAGES.title);
  want(
    severity !== null && severity !== '',
    'severity',
    GATE_MESSAGES.severity,
  );
  if (severity && known && !known.includes(severity))
    want(
      false,
      'severity',
      `Choose one of the severities ${known.join(', ')}; ${severity} is none of them.`,
    );
  want(startedAt !== null, 'startedAt', GATE_MESSAGES.startedAt);
  want(resolvedAt !== null, 'resolvedAt', GATE_MESSAGES.resolvedAt);
  want(
    document.affectedSystems.length > 0,
    'affectedSystems',
    GATE_MESSAGES.affectedSystems,
  );
  want(!isEmpty(document.impact), 'impact', GATE_MESSAGES.impact);
  want(
    document.incidentCommander !== null,
    'incidentCommander',
    GATE_MESSAGES.incidentCommander,
  );
  want(hasEntry('detected'), 'timeline', GATE_MESSAGES.detectedEntry);
  want(hasEntry('resolved'), 'timeline', GATE_MESSAGES.resolvedEntry);
  want(!isEmpty(document.rootCause), 'rootCause', GATE_MESSAGES.rootCause);
  want(
    actionItems.length > 0 || !isEmpty(document.noActionReason),
    'actionItems',
    GATE_MESSAGES.actionItems,
  );
  actionItems.forEach((item, index) => {
    for (const field of wantedOf(item))
      want(false, `actionItems.${index}.${field}`, GATE_MESSAGES[field]);
  });
  want(
    !isEmpty(document.lessonsLearned),
    'lessonsLearned',
    GATE_MESSAGES.lessonsLearned,
  );
  return unmet;
}
