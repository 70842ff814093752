import { PostmortemsConfig } from './config';
import { effectiveInstants } from './durations';
import { ActionItem, FieldMessage, PostmortemDocument } from './model';

const isEmpty = (text: string) => text.trim() === '';

function actionItemMessages(
  item: ActionItem,
): Array<[field: keyof ActionItem, message: string]> {
  const messages: Array<[keyof ActionItem, string]> = [];
  if (isEmpty(item.description))
    messages.push(['description', 'Say what is to be done.']);
  // A proposal is not yet promised by anybody.
  if (item.status !== 'proposed') {
    if (!item.owner)
      messages.push(['owner', 'Choose who owns this action item.']);
    if (!item.dueDate)
      messages.push(['dueDate', 'Set the day by which this is due.']);
  }
  if (item.status === 'wont-do' && isEmpty(item.wontDoReason))
    messages.push(['wontDoReason', 'Say why this will not be done.']);
  return messages;
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

  want(!isEmpty(document.title), 'title', 'Give it a title.');
  want(severity !== null && severity !== '', 'severity', 'Choose a severity.');
  if (severity && known && !known.includes(severity))
    want(
      false,
      'severity',
      `Choose one of the severities ${known.join(', ')}; ${severity} is none of them.`,
    );
  want(startedAt !== null, 'startedAt', 'Say when the incident started.');
  want(resolvedAt !== null, 'resolvedAt', 'Say when it was resolved.');
  want(
    document.affectedSystems.length > 0,
    'affectedSystems',
    'Name at least one affected system.',
  );
  want(!isEmpty(document.impact), 'impact', 'Say who was affected and how.');
  want(
    document.incidentCommander !== null,
    'incidentCommander',
    'Name the incident commander.',
  );
  want(
    hasEntry('detected'),
    'timeline',
    'Add when it was detected: an entry of kind “detected” with its time.',
  );
  want(
    hasEntry('resolved'),
    'timeline',
    'Add when it was resolved: an entry of kind “resolved” with its time.',
  );
  want(
    !isEmpty(document.rootCause),
    'rootCause',
    'Write the root cause: the sentence that the whys end in.',
  );
  want(
    actionItems.length > 0 || !isEmpty(document.noActionReason),
    'actionItems',
    'Add at least one action item, or say why there is none.',
  );
  actionItems.forEach((item, index) => {
    for (const [field, message] of actionItemMessages(item))
      want(false, `actionItems.${index}.${field}`, message);
  });
  want(
    !isEmpty(document.lessonsLearned),
    'lessonsLearned',
    'Write what this incident taught the team.',
  );
  return unmet;
}
