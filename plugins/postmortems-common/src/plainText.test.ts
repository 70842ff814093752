// SPDX-License-Identifier: Apache-2.0

import { plainText } from './plainText';

describe('plainText', () => {
  it('keeps the words and drops the marks', () => {
    expect(
      plainText(
        [
          '## The **pool** was _empty_',
          '',
          'See [the runbook](https://example.com) and `max_pool`,',
          'or ![a graph](g.png) \\*not\\* <b>bold</b>.',
          '',
          '- one',
          '- two',
          '',
          '> said',
          '',
          '```sh',
          'kubectl get pods',
          '```',
          '',
          '<details><summary>More</summary></details>',
          '',
          '| a | b |',
          '| - | - |',
          '| 1 | 2 |',
        ].join('\n'),
      ).split('\n'),
    ).toEqual([
      'The pool was empty',
      'See the runbook and max_pool, or a graph *not* bold.',
      'one',
      'two',
      'said',
      'kubectl get pods',
      'More',
      'a',
      'b',
      '1',
      '2',
    ]);
    expect(plainText('')).toBe('');
    expect(plainText('2 * 3 * 4 < 5')).toBe('2 * 3 * 4 < 5');
  });
});
