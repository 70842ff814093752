// SPDX-License-Identifier: Apache-2.0

import {
  createDocument,
  FieldMessage,
  LIMITS,
  Postmortem,
  PostmortemDocument,
  PostmortemDraft,
  postmortemInputSchema,
  PostmortemsConfig,
  publishGate,
  SimilarDraft,
  toInput,
  Why,
} from 'backstage-plugin-postmortems-common';
import { cutText } from '../../common/text';

/** The fields that are lists of items with ids. */
export const ITEM_LISTS = [
  'timeline',
  'whys',
  'wentWell',
  'wentWrong',
  'contributingFactors',
  'actionItems',
  'links',
  'otherSections',
] as const;

const blank = (...texts: string[]) => texts.every(text => text.trim() === '');

function withoutBlankWhys(whys: Why[]): Why[] {
  const parents = new Set(whys.map(why => why.parentId));
  const kept = whys.filter(
    why =>
      parents.has(why.id) || !blank(why.question, why.answer, why.evidenceUrl),
  );
  // A blank parent of a blank child goes when the child has gone.
  return kept.length === whys.length ? whys : withoutBlankWhys(kept);
}

/**
 * The form's values without the rows in which nothing was written yet: an
 * empty row waits for somebody to type and is not a part of the document.
 */
export function withoutBlankRows(
  values: PostmortemDocument,
): PostmortemDocument {
  return {
    ...values,
    timeline: values.timeline.filter(
      entry =>
        entry.at !== null || entry.kind !== 'other' || !blank(entry.text),
    ),
    whys: withoutBlankWhys(values.whys),
    wentWell: values.wentWell.filter(point => !blank(point.text)),
    wentWrong: values.wentWrong.filter(point => !blank(point.text)),
    contributingFactors: values.contributingFactors.filter(
      point => !blank(point.text),
    ),
    actionItems: values.actionItems.filter(
      item =>
        item.owner !== null ||
        !blank(item.description, item.ticketUrl, item.wontDoReason),
    ),
    links: values.links.filter(link => !blank(link.title, link.url)),
    otherSections: values.otherSections.filter(
      section => !blank(section.heading, section.body),
    ),
  };
}

/**
 * The path in the form of a path in the document, whose lists lack the blank
 * rows of the form.
 */
export function formPath(path: string, values: PostmortemDocument): string {
  const [list, index, ...rest] = path.split('.');
  if (index === undefined || !(ITEM_LISTS as readonly string[]).includes(list))
    return path;
  const name = list as (typeof ITEM_LISTS)[number];
  const item = withoutBlankRows(values)[name][Number(index)];
  const place = values[name].findIndex(({ id }) => id === item?.id);
  return place < 0 ? list : [list, place, ...rest].join('.');
}

/** What publishing still wants, by the paths of the form. */
export function gateOf(
  values: PostmortemDocument,
  config: Pick<PostmortemsConfig, 'severities'>,
): FieldMessage[] {
  return publishGate(withoutBlankRows(values), config).map(
    ({ field, message }) => ({ field: formPath(field, values), message }),
  );
}

/** Checks the values as the server will, and puts them in its normal form. */
export function checkDocument(values: PostmortemDocument): {
  document?: PostmortemDocument;
  issues: FieldMessage[];
} {
  const result = postmortemInputSchema.safeParse(withoutBlankRows(values));
  return result.success
    ? { document: result.data as PostmortemDocument, issues: [] }
    : {
        issues: result.error.issues.map(issue => ({
          field: formPath(issue.path.join('.'), values),
          message: issue.message,
        })),
      };
}

/** Two JSON values with the same content; the order of keys does not matter. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      key =>
        key in b &&
        sameValue(
          (a as Record<string, unknown>)[key],
          (b as Record<string, unknown>)[key],
        ),
    )
  );
}

/** The document of a saved postmortem, in normal form. */
export function documentOf(postmortem: Postmortem): PostmortemDocument {
  const input = toInput(postmortem);
  // An older document may be over a limit of today: it is edited as it is.
  return checkDocument(input).document ?? input;
}

/** A new document; it may lack the title that the schema wants. */
export function newDocument(
  fields: Omit<PostmortemDraft, 'title'> & { title?: string },
): PostmortemDocument {
  const document = createDocument({ ...fields, title: fields.title || '-' });
  return { ...document, title: fields.title ?? '' };
}

/** What a text is compared with others by, without what may be half typed. */
export function similarDraftOf(values: PostmortemDocument): SimilarDraft {
  const { title, summary, rootCause, affectedSystems, tags } = values;
  const { whys, contributingFactors } = withoutBlankRows(values);
  return {
    title: cutText(title, LIMITS.title),
    summary,
    rootCause,
    affectedSystems,
    tags,
    contributingFactors,
    whys: whys.map(why => ({ ...why, evidenceUrl: '' })),
  };
}
