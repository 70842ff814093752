// SPDX-License-Identifier: Apache-2.0

import { PostmortemsConfig, SeverityConfig } from './config';
import { effectiveInstants } from './durations';
import {
  ActionItem,
  FieldCode,
  FieldMessage,
  fieldMessage,
  fieldsWith,
  FieldWith,
  PostmortemDocument,
} from './model';

/**
 * What is known of the severity that a document names.
 *
 * @public
 */
export type GateOptions = {
  /** As it is configured; absent where it is not. */
  severity?: SeverityConfig;
  /**
   * The ids to choose from, where one that is not configured will not do;
   * absent where it may stay.
   */
  choices?: readonly string[];
  /** By the id of an action item that will not be done: the reason it is published with. */
  keptReasons?: ReadonlyMap<string, string>;
};

/**
 * What the gate has to know beside a document.
 *
 * @param options - `kept` is what is published: its severity may stay when it is
 *   taken out of the configuration, and so may its reasons
 * @public
 */
export function gateOptions(
  { severity: id }: Pick<PostmortemDocument, 'severity'>,
  options: {
    config: Pick<PostmortemsConfig, 'severities'>;
    kept?: Pick<PostmortemDocument, 'severity' | 'actionItems'>;
  },
): GateOptions {
  const { severities } = options.config;
  const { kept } = options;
  const severity = severities.find(known => known.id === id);
  return {
    ...(severity
      ? { severity }
      : id !== kept?.severity && { choices: severities.map(each => each.id) }),
    ...(kept && {
      keptReasons: new Map(
        kept.actionItems
          .filter(item => item.status === 'wont-do')
          .map(item => [item.id, item.wontDoReason]),
      ),
    }),
  };
}

/** Letters and digits of a reason, at least. */
const LEAST_LETTERS = 6;
/** The same where a character is a word or a syllable. */
const LEAST_IDEOGRAPHS = 2;

/**
 * Whether a reason says something: "x" and "n/a" do not.
 *
 * @public
 */
export function saysSomething(reason: string): boolean {
  const count = (characters: RegExp) => reason.match(characters)?.length ?? 0;
  return (
    count(/[\p{L}\p{N}]/gu) >= LEAST_LETTERS ||
    count(
      /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/gu,
    ) >= LEAST_IDEOGRAPHS
  );
}

const isEmpty = (text: string) => text.trim() === '';

/** What a field still lacks. */
type Rule = (
  document: PostmortemDocument,
  options: GateOptions,
) => FieldMessage[];

const unless = (met: boolean, field: string, code: FieldCode) =>
  met ? [] : [fieldMessage(field, code)];

function itemRule(item: ActionItem, options: GateOptions): FieldMessage[] {
  const { status } = item;
  const check = (met: boolean, field: keyof ActionItem, code: FieldCode) =>
    unless(met, `actionItems.${item.id}.${field}`, code);
  // A proposal is not yet promised by anybody.
  const isProposal = status === 'proposed';
  return [
    ...check(!isEmpty(item.description), 'description', 'description-missing'),
    ...check(isProposal || item.owner !== null, 'owner', 'owner-missing'),
    ...check(
      isProposal || item.dueDate !== null,
      'dueDate',
      'due-date-missing',
    ),
    ...check(
      status !== 'wont-do' || !isEmpty(item.wontDoReason),
      'wontDoReason',
      'reason-missing',
    ),
    ...check(
      status !== 'wont-do' ||
        isEmpty(item.wontDoReason) ||
        saysSomething(item.wontDoReason) ||
        options.keptReasons?.get(item.id) === item.wontDoReason,
      'wontDoReason',
      'reason-says-nothing',
    ),
  ];
}

const hasEntry = (
  { timeline }: PostmortemDocument,
  kind: 'detected' | 'resolved',
) => timeline.some(entry => entry.kind === kind && entry.at !== null);

const RULES: Record<FieldWith<'required'>, Rule> = {
  title: ({ title }) => unless(!isEmpty(title), 'title', 'title-missing'),
  severity: ({ severity }, { severity: configured, choices }) => {
    if (!severity || configured || !choices)
      return unless(!!severity, 'severity', 'severity-missing');
    const values = { severity, choices: choices.join(', ') };
    return [fieldMessage('severity', 'severity-unknown', values)];
  },
  startedAt: ({ startedAt }) =>
    unless(startedAt !== null, 'startedAt', 'start-missing'),
  resolvedAt: document =>
    unless(
      effectiveInstants(document).resolvedAt !== null,
      'resolvedAt',
      'resolution-missing',
    ),
  affectedSystems: ({ affectedSystems }) =>
    unless(
      affectedSystems.length > 0,
      'affectedSystems',
      'affected-systems-missing',
    ),
  impact: ({ impact }) => unless(!isEmpty(impact), 'impact', 'impact-missing'),
  incidentCommander: ({ incidentCommander }) =>
    unless(
      incidentCommander !== null,
      'incidentCommander',
      'commander-missing',
    ),
  timeline: document => [
    ...unless(
      hasEntry(document, 'detected'),
      'timeline',
      'detected-entry-missing',
    ),
    ...unless(
      hasEntry(document, 'resolved'),
      'timeline',
      'resolved-entry-missing',
    ),
  ],
  rootCause: ({ rootCause }) =>
    unless(!isEmpty(rootCause), 'rootCause', 'root-cause-missing'),
  actionItems: ({ actionItems, noActionReason }, options) => [
    ...unless(
      actionItems.length > 0 || !isEmpty(noActionReason),
      'actionItems',
      'action-items-missing',
    ),
    ...actionItems.flatMap(item => itemRule(item, options)),
  ],
  lessonsLearned: ({ lessonsLearned }) =>
    unless(!isEmpty(lessonsLearned), 'lessonsLearned', 'lessons-missing'),
};

/**
 * What a postmortem still wants before it may be published: every unmet
 * requirement at once, in the order of the template, each with the path of
 * its field (`actionItems.<id>.owner`). Empty when it may be published. A
 * timeline entry that fills an empty instant meets that requirement too.
 *
 * @param options - what is known beside it, by {@link gateOptions};
 *   without it any severity will do
 * @public
 */
export function publishGate(
  document: PostmortemDocument,
  options: GateOptions = {},
): FieldMessage[] {
  return fieldsWith('required').flatMap(field =>
    RULES[field](document, options),
  );
}
