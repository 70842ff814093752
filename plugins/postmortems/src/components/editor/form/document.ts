// SPDX-License-Identifier: Apache-2.0

import {
  checkFields,
  createDocument,
  FieldMessage,
  gateOptions,
  ITEM_LISTS,
  ItemList,
  LIMITS,
  Point,
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

const blank = (...texts: string[]) => texts.every(text => text.trim() === '');

type Row<List extends ItemList> = PostmortemDocument[List][number];

const isBlankPoint = (point: Point) => blank(point.text);

/** Whether nothing was written into a row yet. */
const IS_BLANK: { [List in ItemList]: (row: Row<List>) => boolean } = {
  timeline: entry =>
    entry.at === null && entry.kind === 'other' && blank(entry.text),
  whys: why => blank(why.question, why.answer, why.evidenceUrl),
  wentWell: isBlankPoint,
  wentWrong: isBlankPoint,
  contributingFactors: isBlankPoint,
  actionItems: item =>
    item.owner === null &&
    blank(item.description, item.ticketUrl, item.wontDoReason),
  links: link => blank(link.title, link.url),
  otherSections: section => blank(section.heading, section.body),
};

function withoutBlankWhys(whys: Why[]): Why[] {
  const parents = new Set(whys.map(why => why.parentId));
  const kept = whys.filter(why => parents.has(why.id) || !IS_BLANK.whys(why));
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
  const filled = <List extends ItemList>(list: List) =>
    (values[list] as Array<Row<List>>).filter(row => !IS_BLANK[list](row));
  return {
    ...values,
    ...Object.fromEntries(ITEM_LISTS.map(list => [list, filled(list)])),
    whys: withoutBlankWhys(values.whys),
  };
}

/**
 * The form's name of the field at a path: the form knows the rows of a list by
 * their places, everybody else by their ids.
 */
export function formName(path: string, values: PostmortemDocument): string {
  const [list, id, ...rest] = path.split('.');
  const rows: unknown = values[list as keyof PostmortemDocument];
  if (id === undefined || !Array.isArray(rows)) return path;
  const place = rows.findIndex(row => row.id === id);
  return place < 0 ? list : [list, place, ...rest].join('.');
}

/**
 * What publishing still wants.
 *
 * @param document - without blank rows
 * @param options.kept - what is published
 */
export function gateOf(
  document: PostmortemDocument,
  options: {
    config: Pick<PostmortemsConfig, 'severities'>;
    kept?: Pick<PostmortemDocument, 'severity' | 'actionItems'>;
  },
): FieldMessage[] {
  return publishGate(document, gateOptions(document, options));
}

/** Checks the values as the server will, and puts them in its normal form. */
export function checkDocument(values: PostmortemDocument): {
  document?: PostmortemDocument;
  issues: FieldMessage[];
} {
  const result = checkFields(postmortemInputSchema, withoutBlankRows(values));
  return result.fields
    ? { issues: result.fields }
    : { document: result.data as PostmortemDocument, issues: [] };
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

/**
 * What a text is compared with others by, without what may be half typed.
 *
 * @param document - without blank rows
 */
export function similarDraftOf(document: PostmortemDocument): SimilarDraft {
  const { title, summary, rootCause, affectedSystems, tags } = document;
  const { whys, contributingFactors } = document;
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
