/** What a section of a postmortem is about. */
export type SectionKind =
  | 'summary'
  | 'impact'
  | 'timeline'
  | 'analysis'
  | 'rootCause'
  | 'trigger'
  | 'wentWell'
  | 'wentWrong'
  | 'actionItems'
  | 'lessonsLearned'
  | 'contributingFactors'
  | 'people'
  | 'stats'
  | 'details'
  /** A usual section for which there is no field: kept as it is. */
  | 'usual';

const NAMES: Record<SectionKind, string> = {
  summary:
    'summary, incident summary, executive summary, short summary, brief summary, overview, incident overview, abstract, synopsis, tl;dr, tldr, tl dr, description, incident description, what happened, summary of the incident, summary of incident, summary of events',
  impact:
    'impact, customer impact, user impact, business impact, impacts, impact assessment, impact analysis, incident impact, impact summary, scope and impact',
  timeline:
    'timeline, incident timeline, time line, chronology, sequence of events, timeline of events, event timeline, events, detailed timeline, timeline of the incident',
  analysis:
    'root cause analysis, rca, 5 whys, five whys, the 5 whys, the five whys, 5 whys analysis, five whys analysis, whys, 5-whys, why',
  rootCause:
    'root cause, root causes, cause, causes, underlying cause, underlying causes, cause of the incident, what caused the incident, what was the root cause',
  trigger: 'trigger, triggers, triggering event, trigger event',
  wentWell:
    'what went well, went well, things that went well, what worked, what worked well, what we did well, positives, the good',
  wentWrong:
    'what went wrong, went wrong, what went badly, what went poorly, things that went poorly, things that went wrong, what did not go well, what didnt go well, what could be improved, what can be improved, what could be better, what could have gone better, what we did badly, what did not work, what didnt work, what to improve, areas for improvement, the bad',
  actionItems:
    'action items, actions, action item, action, action plan, next steps, next actions, todo, todos, to do, to dos, follow up, follow ups, follow up actions, follow up items, followup, followups, corrective actions, preventive actions, corrective and preventive actions, remediation items, remediation, remediations, action points, tasks, followup actions, follow up tasks, mitigation items',
  lessonsLearned:
    'lessons learned, what can we learn, lessons learnt, lesson learned, lessons, learnings, key learnings, what we learned, what we learnt, what did we learn, takeaways, key takeaways, conclusion, conclusions',
  contributingFactors:
    'contributing factors, contributing factor, contributing causes, factors, contributory factors, contributors, contributing conditions, contributing factors and causes',
  people:
    'attendees, atendees, participants, responders, people involved, people, involved, team, incident team, authors, author, incident responders, attendance',
  stats:
    'stats, statistics, metrics, key metrics, figures, incident metrics, incident stats, numbers, measurements',
  details:
    'details, incident details, metadata, meta, incident information, general information, information, incident info, incident data, facts, key facts, incident report details',
  usual:
    'resolution, resolution and recovery, recovery, mitigation, detection, supporting information, supporting info, supporting data, supporting material, references, links, appendix, where we got lucky, what went lucky, got lucky, lucky, background, context, notes, related incidents, communication, communications, external communication, response, glossary, status, conclusion and recommendations, recommendations, questions, open questions, attachments, discussion',
};

const KINDS = new Map(
  Object.entries(NAMES).flatMap(([kind, names]) =>
    names.split(', ').map(name => [name, kind as SectionKind] as const),
  ),
);

/** The words of a heading or label, without numbers, emojis and decoration. */
export function plainName(text: string): string {
  if (text.length > 300) return '';
  // Most are bare words, and a long document has many.
  if (/^[a-z]+(?: [a-z]+)*$/i.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .toLocaleLowerCase('en-US')
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/\((s|es)\)/g, '$1')
    .replace(/\([^()]*\)/g, ' ')
    .replace(/['’`*_~"“”]/g, '')
    .replace(/&(?:amp;)?/g, ' and ')
    .replace(/[^\p{L}\p{N}/;-]+/gu, ' ')
    .replace(/^ *(?:(?:section|part|step|chapter) +)?(?:\d+ )+(?!whys)/, '')
    .replace(/-/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/** What a heading stands for, or `undefined` when it is not known. */
export function sectionKind(heading: string): SectionKind | undefined {
  const name = plainName(heading);
  const kind = KINDS.get(name);
  if (kind) return kind;
  // "Action Items / Next Steps": two names of one thing.
  const [first, ...others] = name.split(/ ?\/ ?/).map(one => KINDS.get(one));
  if (first && others.every(one => one === first)) return first;
  // "Timeline (UTC)", "Timeline 2020-01-21", "Timeline of the outage".
  if (/^(?:incident )?timeline\b/.test(name)) return 'timeline';
  return undefined;
}

/** Headings that say "this is a postmortem" and not which. */
const GENERIC =
  /^(?:(?:incident|blameless|outage|production|full|the|my|service) )*(?:post ?mortem|incident|report|review|incident review|pir|rca|title|name|retrospective|postmortem report|incident report)(?: (?:template|report|title|document|review|copy this))*$/;

/** Whether a title names only the kind of document. */
export function isGenericTitle(text: string): boolean {
  // Nobody's name of a template.
  if (text.length > 300) return false;
  const name = plainName(text);
  return name === '' || GENERIC.test(name);
}
