// SPDX-License-Identifier: Apache-2.0

import { editorMessages } from './editor';
import { fieldLabels } from './fieldLabels';
import { postmortemMessages } from './postmortem';

/** Headings, and words of a sentence, that say the same as a field's label. */
const ALLOWED = [
  // Sections with one field are called as it is.
  'editor.section.timeline',
  'editor.section.wentWell',
  'editor.section.wentWrong',
  'editor.section.actionItems',
  'editor.section.lessons',
  // The summary and the facts together.
  'postmortem.sections.short',
];

/** Each text with its key. */
function texts(messages: object, path: string): Array<[string, string]> {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}.${key}`, value] as [string, string]]
      : texts(value, `${path}.${key}`),
  );
}

it('has one label for each field', () => {
  const labels = new Set<string>(Object.values(fieldLabels));
  const others = [
    ...texts(editorMessages, 'editor'),
    ...texts(postmortemMessages, 'postmortem'),
  ].filter(
    ([key, text]) =>
      labels.has(text) && !/^postmortem\.(field|itemField)\./.test(key),
  );
  expect(others.map(([key]) => key)).toEqual(ALLOWED);
});
