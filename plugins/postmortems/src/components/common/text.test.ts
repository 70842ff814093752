// SPDX-License-Identifier: Apache-2.0

import { cutText, headingsBelow, isPlainText } from './text';

it.each([
  ['abc', 5, 'abc'],
  ['abc', 2, 'ab'],
  ['a🔥b', 1, 'a'],
  ['a🔥b', 2, 'a'],
  ['a🔥b', 3, 'a🔥'],
  ['a🔥', 3, 'a🔥'],
  ['', 3, ''],
])('cuts %j to at most %d', (text, length, cut) => {
  expect(cutText(text, length)).toBe(cut);
});

describe('isPlainText', () => {
  it.each(['Rolled back in 3 minutes', 'What broke?', '“quoted” – fine'])(
    'knows that %j is only a sentence',
    text => expect(isPlainText(text)).toBe(true),
  );
  it.each([
    'a **bold** word',
    'see https://example.com',
    'see www.example.com',
    '- a list',
    '1. a list',
    'two\nlines',
    '<b>x</b>',
    'a &amp; b',
    'ada@example.com',
  ])('leaves %j to Markdown', text => expect(isPlainText(text)).toBe(false));
});

describe('headingsBelow', () => {
  it('keeps the distance between headings, up to the lowest level', () => {
    expect(headingsBelow('# A\n## B\ntext #1\n#### C', 3)).toBe(
      '#### A\n##### B\ntext #1\n###### C',
    );
  });
  it('leaves low headings and code alone', () => {
    const text = '##### A\n```sh\n# a comment\n```\n~~~\n# b\n~~~';
    expect(headingsBelow(text, 3)).toBe(text);
  });
});
