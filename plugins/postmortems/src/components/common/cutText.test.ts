// SPDX-License-Identifier: Apache-2.0

import { cutText } from './cutText';

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
