// SPDX-License-Identifier: Apache-2.0

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
    'summary, incident summary, executive summary, short summary, brief summary, overview, incident overview, abstract, synopsis, tl;dr, tldr, tl dr, description, incident description, what happened, summary of the incident, summary of incident, summary of events, issue summary, event summary, problem summary, outage summary, problem statement, problem description, issue description, what was the problem, what happened and why, high level summary, summary of the issue, summary of the outage, summary of what happened, at a glance, in short',
  impact:
    'impact, customer impact, user impact, business impact, impacts, impact assessment, impact analysis, incident impact, impact summary, scope and impact, customer impact and scope, impact and scope, scope, impact on users, impact on customers, user facing impact, service impact, effect, who was affected, what was the impact, what was affected, consequences',
  timeline:
    'timeline, incident timeline, time line, chronology, sequence of events, timeline of events, event timeline, events, detailed timeline, timeline of the incident, incident timeline of events, timeline of incident, log of events, event log, incident log, incident chronology, chronology of events, course of events, timeline of actions, key events',
  analysis:
    'root cause analysis, rca, 5 whys, five whys, the 5 whys, the five whys, 5 whys analysis, five whys analysis, whys, 5-whys, why',
  rootCause:
    'root cause, root causes, cause, causes, underlying cause, underlying causes, cause of the incident, what caused the incident, what was the root cause, root cause and resolution, root causes and resolution, cause analysis, why did it happen, why did this happen, why it happened, what was the cause, what caused it, what caused the problem, what caused the outage, what went wrong and why, proximate cause, direct cause, technical root cause, blameless root cause, primary cause, primary root cause, cause of the problem, cause of the outage, cause of incident, reason, reasons, root cause and contributing factors, root cause and trigger, root cause description, root cause summary, identified root cause, cause and resolution',
  trigger: 'trigger, triggers, triggering event, trigger event',
  wentWell:
    'what went well, went well, things that went well, what worked, what worked well, what we did well, positives, the good, what did we do well, what we did right, what did we do right, what went right, things that went right, things that went well, what was good, went great, successes, strengths, what helped, bright spots',
  wentWrong:
    'what went wrong, went wrong, what went badly, what went poorly, things that went poorly, things that went wrong, what did not go well, what didnt go well, what could be improved, what can be improved, what could be better, what could have gone better, what we did badly, what did not work, what didnt work, what to improve, areas for improvement, the bad, what didnt go so well, what did not go so well, what didnt go well, what we did wrong, what did we do wrong, what went not so well, things that did not go well, things that didnt go well, things that could have gone better, what could we have done better, what could we do better, what we could have done better, what needs improvement, what was bad, challenges, difficulties, pain points, weaknesses',
  actionItems:
    'action items, actions, action item, action, action plan, next steps, next actions, todo, todos, to do, to dos, follow up, follow ups, follow up actions, follow up items, followup, followups, corrective actions, preventive actions, corrective and preventive actions, remediation items, remediation, remediations, action points, tasks, followup actions, follow up tasks, mitigation items, corrective and preventative measures, corrective and preventive measures, corrective measures, preventive measures, preventative measures, preventative actions, corrective action, preventive action, prevention, prevention measures, measures, countermeasures, improvement actions, improvements, improvement items, follow up steps, remediation steps, remediation actions, remediation plan, remediation and follow up steps, remediation and follow up, post incident tasks, post incident actions, post mortem actions, postmortem actions, action list, list of actions, work items, follow up tickets, follow up issues, follow up work, what we will do next, what well do next, what will we do next, what will we do differently, what we will do differently, what we are changing, what are we changing, what are we doing about it, what we are doing about it, how do we prevent this, how do we prevent it, how will we prevent this, how to prevent this, preventing recurrence, recurrence prevention, mitigation and prevention, long term fixes, long term actions',
  lessonsLearned:
    'lessons learned, what can we learn, lessons learnt, lesson learned, lessons, learnings, key learnings, what we learned, what we learnt, what did we learn, takeaways, key takeaways, conclusion, conclusions, what have we learned, what did you learn, lessons and thoughts, lessons learned and conclusions, what we learned from this, reflections',
  contributingFactors:
    'contributing factors, contributing factor, contributing causes, factors, contributory factors, contributors, contributing conditions, contributing factors and causes',
  people:
    'attendees, atendees, participants, responders, people involved, people, involved, team, incident team, authors, author, incident responders, attendance',
  stats:
    'stats, statistics, metrics, key metrics, figures, incident metrics, incident stats, numbers, measurements',
  details:
    'details, incident details, metadata, meta, incident information, general information, information, incident info, incident data, facts, key facts, incident report details',
  usual:
    'resolution, resolution and recovery, recovery, mitigation, detection, supporting information, supporting info, supporting data, supporting material, references, links, appendix, where we got lucky, what went lucky, got lucky, lucky, background, context, notes, related incidents, communication, communications, external communication, response, glossary, status, conclusion and recommendations, recommendations, questions, open questions, attachments, discussion, how did we fix it, how we fixed it, fix, fixes, the fix, solution, resolution steps, what was the solution, where did we get lucky, where we were lucky, luck, how was it detected, how we detected it, how did we find out, related, recovery steps, workaround, mitigations, backlog check, recurrence, lead up, fault, logs, evidence',
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
  return (
    text
      .normalize('NFKC')
      .toLocaleLowerCase('en-US')
      // ":boom: Impact", "Impact {#impact}".
      .replace(/:[a-z][a-z0-9_+-]{1,40}:|\{#[^{}]*\}$/g, ' ')
      .replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1')
      .replace(/\((s|es)\)/g, '$1')
      .replace(/\([^()]*\)/g, ' ')
      .replace(/['’`*_~"“”]/g, '')
      .replace(/&(?:amp;)?/g, ' and ')
      .replace(/[^\p{L}\p{N}/;-]+/gu, ' ')
      .replace(/^ *(?:(?:section|part|step|chapter) +)?(?:\d+ )+(?!whys)/, '')
      .replace(/-/g, ' ')
      .replace(/ +/g, ' ')
      .trim()
  );
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
  if (/^(?:incident |detailed |event |full )?timeline\b/.test(name))
    return 'timeline';
  // "II. Root cause", "A. Summary".
  const numbered = /^(?:[ivx]{1,4}|[a-h]) (.+)$/.exec(name);
  if (numbered && /^[A-Z]+[.)]/.test(heading.replace(/^[*_ ]+/, '')))
    return KINDS.get(numbered[1]);
  // "Impact: high", which is kept whole with what stands below it.
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
