// SPDX-License-Identifier: Apache-2.0

import { parseEntityRef } from '@backstage/catalog-model';
import {
  ActionItem,
  FieldCode,
  FieldMessage,
  fieldMessage,
  PostmortemDocument,
} from './model';
import { plainText } from './plainText';

/** Verbs after which one can tell whether it was done. */
const ACTIONS =
  'abort|add|alert|allow|apply|archive|automate|avoid|back up|backfill|ban|batch|block|bring|build|bump|cache|call|cancel|cap|catch|change|clarify|clean|close|collect|configure|copy|cordon|correct|cover|create|cut|deactivate|decommission|decrease|define|delete|deploy|deprecate|describe|detect|disable|document|double|downgrade|drain|drop|emit|enable|encrypt|enforce|ensure|escalate|establish|expire|export|expose|extend|extract|fail|filter|fix|forbid|formalize|gate|generate|get|give|grant|halve|handle|hire|implement|include|inform|install|introduce|isolate|keep|kill|limit|lock|log|lower|make|merge|migrate|mirror|monitor|move|notify|order|page|parallelize|patch|pin|poll|practice|prevent|prioritize|provide|publish|put|raise|rate-limit|rebuild|record|redirect|reduce|refactor|refuse|reject|release|remove|rename|renew|replace|replay|report|require|reserve|reset|resize|restart|restore|restrict|retire|retry|return|revert|rewrite|roll|rotate|run|scale|schedule|send|separate|set|set up|setup|shard|share|ship|show|shorten|shut|simplify|split|start|stop|store|subscribe|switch|take|teach|terminate|test|throttle|trace|track|train|trigger|tune|turn|uninstall|unify|update|upgrade|use|validate|verify|version|wait|warn|watch|wire|wrap|write';

/** What else may begin an item that says what is to be done. */
const OTHER_VERBS =
  'agree|align|analyse|analyze|announce|appoint|ask|assign|audit|be|begin|bound|buy|can|centralize|check|choose|clear|cleanup|come|communicate|complete|contact|contribute|count|decide|deliver|design|detach|determine|develop|diagnose|do|does|end|engage|evict|exercise|expand|explain|fill|find|finish|flag|follow|force|gather|go|harden|has|have|help|hold|host|identify|instrument|integrate|invest|invite|is|are|join|know|label|launch|lead|learn|let|link|list|load|look|manage|map|mark|measure|meet|minimize|mock|must|name|need|negotiate|note|open|own|pass|pay|perform|pick|plan|point|post|pre-scale|prepare|print|probe|propose|protect|provision|prune|pull|push|query|rate|reach|read|rearchitect|reconcile|reconfigure|redesign|refresh|rehearse|remind|review|rework|save|scan|secure|see|seed|sell|serve|should|sign|simulate|speed|spin|standardize|sync|tag|talk|tell|tighten|try|unblock|walk|want|was|were|will|work';

const or = (...sources: string[]) => `(?:${sources.join('|')})`;
const whole = (source: string) => new RegExp(`\\b(?:${source})\\b`, 'i');

/** What begins something that may go on for ever. */
const OPEN_ENDED = new RegExp(
  `^${or(
    '(?:continue (?:to )?|keep )?(?:investigat|explor|examin|evaluat|assess|consider)(?:e|ing)?\\b',
    '(?:continue (?:to )?|keep )(?:monitor|track|watch|attempt|look)(?:ing)?\\b',
    'look(?:ing)? (?:at|into)\\b|(?:revisit|rethink)\\b',
    '(?:think|talk|reflect) (?:about|on|if|whether)\\b',
    'discuss(?:ing)?\\b',
    'keep an eye on\\b',
    '(?:check|determine|see|review|find out|figure out) (?:if|whether|why|how)\\b(?! (?:many|much|often)\\b)',
    '(?:do|carry out) (?:some |more |further )?(?:research|investigation)s?\\b',
    'research (?:how|if|whether|into|on|the|a|options?|ways?|possib)',
  )}`,
  'i',
);

/** Qualities that nobody can tick off. */
const QUALITIES =
  'alert(?:s|ing)?|awareness|capacity planning|code quality|collaboration|communications?|coverage|docs|documentation|error handling|errors|handling|incident response|logging|logs|maintainability|metrics|monitoring|noise|observability|on-?call|ownership|performance|processe?s?|quality|reliability|resilien(?:ce|cy)|response times?|risks?|robustness|runbooks?|scalability|security|stability|test(?:s|ing)?|testing|toil|training|visibility|tracing|dashboards?|reviews?|knowledge|mistakes|understanding';

/** "Improve …", "Better …", "Set up more …": how much is enough? */
const BETTER = new RegExp(
  `^${or(
    '(?:improv|enhanc|strengthen|optimi[sz]|streamlin)(?:e|ing)?\\b',
    `(?:increas|reduc|minimi[sz]|rais|boost|maximi[sz])(?:e|ing)? (?:the |our )?(?:\\w+ )?${or(QUALITIES)}\\b`,
    '(?:better|more|stronger|improved|enhanced)\\b',
    `(?:set ?up|add|create|have|get|implement|do|write|build|introduce|make) (?:more|better|some|proper|adequate|sufficient|good|improved) (?:[\\w-]+ ){0,2}?${or(QUALITIES)}\\b`,
    'make (?:the |our )?[\\w -]{2,40} (?:more )?(?:robust|reliable|resilient|stable|scalable|better|faster|safer)\\b',
    `bring down (?:[\\w-]+ )?${or(QUALITIES)}\\b`,
  )}`,
  'i',
);

/** Nothing is said but "monitoring": of what? */
const BARE = new RegExp(
  `^(?:(?:set ?up|add|implement|create|have|do|write|introduce|build) )(?:the |a |an |our |new )?${or(QUALITIES)}(?:(?:,| and|,? &| ?/) ?${or(QUALITIES)})*$`,
  'i',
);

/** What asks people to be other than people are. */
const CARE = new RegExp(
  `^${or(
    '(?:always |just )?be (?:(?:much |a bit |a lot )?more |extra |very )?(?:careful|aware|attentive|cautious|vigilant|diligent|mindful|alert|thorough|disciplined|proactive)\\b',
    '(?:pay|give)(?: \\w+)? attention\\b',
    'take (?:more |extra |better |greater )?care\\b',
    "(?:always )?remember to\\b|(?:do not|don['’]t|never) forget\\b",
    'remind (?:the |all |our |every)?(?:\\w+ ){0,2}?(?:to|about|of|that)\\b',
    'raise (?:more )?awareness\\b',
    'try harder\\b|avoid (?:human |such |these |the same )?mistakes\\b',
    'communicate (?:better|more|more clearly|earlier)\\b',
    'double[- ]check\\b',
    '(?:[\\w-]+ ){1,3}?(?:should|must|needs? to|have to|will) (?:all |always )?(?:be more (?:careful|aware|attentive|cautious|vigilant|diligent|mindful|thorough|disciplined)|be careful|pay (?:\\w+ )?attention|take more care|remember to|double[- ]check|re-?familiari[sz]e)\\b',
  )}`,
  'i',
);

/** Where a text says how one can tell that it is done. */
const OUTCOME = new RegExp(
  or(
    '\\b(?:so that|such that|so (?:the|it|they|we)|instead of|until|when|whenever|once|if|before|after|at least|at most|within|less than|more than|below|above)\\b',
    '\\bby (?!the\\b)\\w+ing\\b',
    '\\bfrom \\S+ to \\S',
    '\\bwith (?:an?|the) ',
    `\\bto (?:also |automatically )?${or(ACTIONS)}\\b`,
    '[<>≤≥]\\s?\\d',
    '\\b\\d+(?:[.,]\\d+)?\\s?(?:%|percent\\b|ms\\b|s\\b|sec|min|h\\b|hours?\\b|days?\\b|weeks?\\b|x\\b|times\\b|rps\\b|qps\\b|[KMGT]i?B\\b|nodes\\b|replicas\\b|connections\\b)',
  ),
  'i',
);

/** The same of what begins with finding out. */
const RESULT = new RegExp(
  or(
    `(?:\\b(?:and|then|or)|[.,;:!?\\n])\\s+(?:(?:and|then|also|to|we|should|will|we'll)\\s+){0,3}${or(ACTIONS, 'decide', 'agree', 'propose', 'recommend', 'present')}\\b`,
    '\\b(?:so that|such that|so (?:the|it|they|we|that)|decide|decision|conclusion|findings|recommendation|proposal|ADR|RFC|design doc|time-?box(?:ed)?|spike)\\b',
  ),
  'i',
);

const ENGLISH = whole(
  'the|and|with|when|that|of|to|we|our|is|are|should|this|from',
);
const FOREIGN = whole(
  'le|la|les|des|une|du|el|los|las|der|die|das|und|og|och|van|het|een|voor|til',
);
/** Things that an item may be about, and which are no verb. */
const THING = new RegExp(
  `^(?:${QUALITIES}|action plan|automation|backups?|checklists?|playbooks?|postmortems?|retries|rollbacks?|timeouts?|tooling|policy|policies|limits|quotas?|guidelines|workshops?)$`,
  'i',
);
const VERB = whole(`${ACTIONS}|${OTHER_VERBS}`);
const MAX_WORDS = 30;
const MAX_WORDS_WITHOUT_VERB = 6;

/** The words of an item without marks, addresses, remarks and its label. */
function wordsOf(description: string): string {
  let text = plainText(description.replace(/`[^`\n]+`/g, 'CODE'))
    .replace(/\bhttps?:\/\/[^\s)>\]]+/gi, ' ')
    .replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim();
  // "Process improvements: …", "Deployment: …"
  for (let labels = 0; labels < 3; labels++) {
    const label = /^([^:.!?\n]{1,50}):\s+(?=\S+\s+\S)/.exec(text);
    if (!label || VERB.test(label[1].split(' ')[0])) break;
    text = text.slice(label[0].length);
  }
  return text
    .replace(
      /^(?:(?:also|please|instead|ideally|if possible|maybe|perhaps),? )?(?:(?:we|i|you|one) (?:really )?(?:should|need(?:s)? to|must|have to|will|could|want to|need)|need(?:s)? to|let['’]?s|try to) (?:probably |also )?/i,
      '',
    )
    .trim();
}

/** Whether it only names a thing. In doubt it does not. */
function hasNoVerb(text: string): boolean {
  const words = text.replace(/[.!?,;]+(?=\s|$)/g, '').split(/\s+/);
  if (words.length > MAX_WORDS_WITHOUT_VERB) return false;
  const end = words.findIndex(word => /^(?:for|of|on|in|at)$/i.test(word));
  const head = words[(end < 0 ? words.length : end) - 1] ?? '';
  if (!THING.test(head)) return false;
  const others = words.filter(word => !THING.test(word));
  if (others.some(word => VERB.test(word) || /(?:ed|ing)$/i.test(word)))
    return false;
  // The first word may be a verb that is not known here, and the language
  // another one, in which "alerts" is a word as well.
  return others.length === 0 || (ENGLISH.test(text) && THING.test(words[0]))
    ? !whole(ACTIONS).test(words[0])
    : / and /i.test(text) && /^[A-Z]/.test(words[0]);
}

/**
 * Whether the words of an action item keep it from getting done: nobody could
 * tell when it is. English only; a text in another language, and one that is
 * in doubt, is left alone.
 *
 * @param description - Markdown
 * @public
 */
export function wordingHint(description: string): FieldCode | undefined {
  const text = wordsOf(description);
  const count = text.split(/\s+/).length;
  if (text === '' || count > MAX_WORDS) return undefined;
  if (
    !ENGLISH.test(text) &&
    (FOREIGN.test(text) || /[^\p{ASCII}\P{L}]/u.test(text))
  )
    return undefined;
  if (CARE.test(text)) return 'item-asks-for-care';
  if (OPEN_ENDED.test(text) && !RESULT.test(text)) return 'item-is-open-ended';
  if (BARE.test(text) || (BETTER.test(text) && !OUTCOME.test(text)))
    return text.includes('\n') ? undefined : 'item-says-no-outcome';
  return hasNoVerb(text) ? 'item-has-no-verb' : undefined;
}

const isGroup = (ref: string) => parseEntityRef(ref).kind === 'group';

/**
 * What may keep action items from getting done: at most one hint an item, the
 * words before the owner. Never blocks anything. What is done, or will not be,
 * and what nobody described yet gets none.
 *
 * @returns in the order of the document
 * @public
 */
export function actionItemHints(
  document: Pick<
    PostmortemDocument,
    'actionItems' | 'participants' | 'incidentCommander'
  >,
): FieldMessage[] {
  const people = [
    ...document.participants,
    document.incidentCommander,
    ...document.actionItems.map(({ owner }) => owner),
  ].flatMap(ref => (ref && !isGroup(ref) ? [parseEntityRef(ref).name] : []));
  const namesSomebody = (text: string) =>
    /(?:^|[\s(])@\w/.test(text) ||
    people.some(name =>
      text.toLocaleLowerCase('en-US').includes(name.toLocaleLowerCase('en-US')),
    );
  const ownerHint = ({ owner, description }: ActionItem) => {
    if (owner === null) return 'item-without-person' as const;
    return isGroup(owner) && !namesSomebody(description)
      ? ('item-owned-by-group' as const)
      : undefined;
  };
  return document.actionItems.flatMap(item => {
    const { id, status, description } = item;
    if (status === 'done' || status === 'wont-do') return [];
    if (description.trim() === '') return [];
    const wording = wordingHint(description);
    const code = wording ?? ownerHint(item);
    const field = wording ? 'description' : 'owner';
    return code ? [fieldMessage(`actionItems.${id}.${field}`, code)] : [];
  });
}
