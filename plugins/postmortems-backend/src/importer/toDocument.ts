// SPDX-License-Identifier: Apache-2.0

import {
  createDocument,
  FieldOfKind,
  fieldsOfKind,
  join,
  LIMITS,
  OtherSection,
  PostmortemDocument,
  PostmortemDraft,
  sortTimeline,
} from 'backstage-plugin-postmortems-common';
import { Draft } from './Draft';
import { pieces } from './text/text';

/** The headings under which goes on what is over a limit. */
const NAMES: Record<
  Exclude<FieldOfKind<'markdown' | 'points'>, 'noActionReason'>,
  string
> = {
  summary: 'Summary',
  impact: 'Impact',
  rootCause: 'Root cause',
  trigger: 'Trigger',
  lessonsLearned: 'Lessons learned',
  wentWell: 'What went well',
  wentWrong: 'What went wrong',
  contributingFactors: 'Contributing factors',
};

/**
 * Makes a valid document of a draft. What is over a limit goes on in sections
 * of its own; nothing is dropped.
 */
export function toDocument(draft: Draft, title: string): PostmortemDocument {
  const { fields } = draft;
  const over = (heading: string, text: string) => {
    draft.keepSection(heading, text, Number.MAX_SAFE_INTEGER);
    draft.warn(0, `a text is over its limit and goes on under "${heading}"`);
  };
  const cut = (text: string | undefined, max: number, heading: string) => {
    if (!text || text.length <= max) return text ?? '';
    const [first = '', ...rest] = pieces(text, max);
    rest.forEach(piece => over(heading, piece));
    return first;
  };
  const draftTitle = title.replace(/\s+/g, ' ').trim();
  const sections = fieldsOfKind('markdown').filter(
    name => name !== 'noActionReason',
  );
  const points = fieldsOfKind('points');
  const document = {
    ...fields,
    title:
      cut(draftTitle, LIMITS.title, 'Title').trim() || 'Untitled postmortem',
    timeline: sortTimeline(
      (fields.timeline ?? []).map(entry => ({
        ...entry,
        text: cut(entry.text, LIMITS.item, 'Timeline: continued'),
      })),
    ),
    whys: (fields.whys ?? []).map(why => ({
      ...why,
      question: cut(why.question, LIMITS.item, 'Whys: continued'),
      answer: cut(why.answer, LIMITS.item, 'Whys: continued'),
    })),
    actionItems: (fields.actionItems ?? []).map(item => ({
      ...item,
      description: cut(
        item.description,
        LIMITS.item,
        'Action items: continued',
      ),
      wontDoReason: cut(
        item.wontDoReason,
        LIMITS.item,
        'Action items: continued',
      ),
    })),
    ...Object.fromEntries(
      sections.map(name => [
        name,
        cut(fields[name], LIMITS.section, `${NAMES[name]}: continued`),
      ]),
    ),
    ...Object.fromEntries(
      points.map(name => [
        name,
        (fields[name] ?? []).map(point => ({
          ...point,
          text: cut(point.text, LIMITS.item, `${NAMES[name]}: continued`),
        })),
      ]),
    ),
  };
  const otherSections = toSections(draft);
  try {
    return createDocument({ ...document, otherSections } as PostmortemDraft);
  } catch {
    return everythingAsSections(draft, document.title);
  }
}

/** The last resort, should a field that was read not be valid after all. */
function everythingAsSections(draft: Draft, title: string): PostmortemDocument {
  draft.warn(0, 'the document could not be read and is kept as it is');
  const bodies = pieces(draft.lines.join('\n'), LIMITS.section);
  return createDocument({
    title,
    otherSections: bodies.map(body => ({
      id: draft.newId(),
      heading: 'Document',
      body,
    })),
  });
}

function toSections(draft: Draft): OtherSection[] {
  const all = draft.kept
    .sort((a, b) => a.line - b.line)
    .flatMap(({ heading, body }) => {
      const long = heading.length > LIMITS.line;
      const [short = ''] = long ? pieces(heading, LIMITS.line) : [heading];
      const text = join((long ? `${heading}\n\n${body}` : body).split('\n'));
      const parts =
        text.length > LIMITS.section ? pieces(text, LIMITS.section) : [text];
      return parts.map(part => ({ heading: short, body: part }));
    });
  return merge(all).map(one => ({ id: draft.newId(), ...one }));
}

/** The last sections become one, or as few as hold them, when there are too many. */
function merge(all: Array<{ heading: string; body: string }>) {
  if (all.length <= LIMITS.otherSections) return all;
  // A body of 1 MiB fills 21 sections; some more for what does not fit well.
  const kept = all.slice(0, LIMITS.otherSections - 60);
  const rest = all
    .slice(kept.length)
    .map(({ heading, body }) => `## ${heading}\n\n${body}`)
    .join('\n\n');
  return [
    ...kept,
    ...pieces(rest, LIMITS.section).map(body => ({
      heading: 'More sections',
      body,
    })),
  ];
}
