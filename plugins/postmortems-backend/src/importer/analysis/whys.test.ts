// SPDX-License-Identifier: Apache-2.0

import { readForeign } from '../__testUtils__/readForeign';

const read = (text: string, heading = '5 Whys') => {
  const result = readForeign(`# X\n\n## ${heading}\n\n${text}`);
  const { whys } = result.document;
  return {
    ...result,
    whys: whys.map(({ question, answer, parentId }) => [
      whys.findIndex(({ id }) => id === parentId),
      question,
      answer,
    ]),
  };
};

describe('whys', () => {
  const TWO = [
    [-1, 'Why a?', 'B.'],
    [0, 'Why b?', 'C.'],
  ];

  it.each([
    ['| Why | Answer |\n|-|-|\n| Why a? | B. |\n| Why b? | C. |'],
    [
      '| # | Question | Because |\n|-|-|-|\n| 1 | Why a? | B. |\n| 2 | Why b? | C. |',
    ],
    ['| Why a? | B. |\n|-|-|\n| Why b? | C. |'],
    ['1. Why a? B.\n2. Why b? C.'],
    ['1. Why a? - B.\n   1. Why b? - C.'],
    ['**Why 1:** Why a?\nB.\n\n**Why 2:** Why b?\nC.'],
    ['**Why 1:** Why a?\n\nB.\n\n**Why 2:** Why b?\n\nC.'],
    ['Why 1: Why a? B.\nWhy 2: Why b? C.'],
    ['Why a? B.\n\nWhy b?\n\nC.'],
    ['### Why a?\n\nB.\n\n### Why b?\n\nC.'],
    ['### Why #1: Why a?\nB.\n### 2. Why b?\nC.'],
  ])('stand in %j', text => {
    const { whys, sections, document } = read(text);
    expect(
      whys.map(([parent, question, answer]) => [
        parent,
        `${question}`.replace('2. ', ''),
        answer,
      ]),
    ).toEqual(TWO);
    expect(sections).toEqual({});
    expect(document.rootCause).toBe('');
  });

  it('are whole sentences below a heading that asks', () => {
    expect(read('1. It fell\n2. It was loose\n').whys).toEqual([
      [-1, 'It fell', ''],
      [0, 'It was loose', ''],
    ]);
  });

  it('keep all cells of a table', () => {
    expect(
      read(
        '| Nr | Why | Answer | Owner |\n|-|-|-|-|\n| 1 | How many? | 3 | Bo |',
      ).whys,
    ).toEqual([[-1, 'How many?', '3\n\nOwner: Bo']]);
  });

  it('end where the root cause is named', () => {
    const { document, whys } = read(
      '**Why 1:** Why a?\n\n**Root cause:** c\n\nand d',
      'Root Cause Analysis (5 Whys)',
    );
    expect(whys).toEqual([[-1, 'Why a?', '']]);
    expect(document.rootCause).toBe('c\n\nand d');
  });

  it('have all that stands below their heading', () => {
    const { whys } = read('### Why a?\n\nB.\n\n- c\n\n```\nd\n```\n');
    expect(whys).toEqual([[-1, 'Why a?', 'B.\n\n- c\n\n```\nd\n```']]);
  });

  it.each([
    `| Why | Answer |\n|-|-|\n${'| a | b |\n'.repeat(60)}`,
    '### Why a?\n\nb\n\n'.repeat(60),
    'Why a? b\n\n'.repeat(60),
  ])('beyond their limit are kept: %.20j', text => {
    const { whys, sections } = read(text);
    expect(whys).toHaveLength(50);
    expect(JSON.stringify(sections).match(/a/g)?.length).toBeGreaterThanOrEqual(
      10,
    );
  });

  it.each([
    'Why did it happen? We do not know.\n\nSome text.',
    'Why 1 of 3 nodes failed is unclear.\n\nWhy, nobody knows.',
  ])('are not one question in a text: %j', text => {
    const { whys, document } = read(text, 'Root cause analysis');
    expect(whys).toEqual([]);
    expect(document.rootCause).toBe(text);
  });

  it('are not read out of prose', () => {
    const { whys, document } = read(
      'It fell. Why? Nobody knows.\n\nWhat a day? Yes.',
      'Root cause analysis',
    );
    expect(whys).toEqual([]);
    expect(document.rootCause).toBe(
      'It fell. Why? Nobody knows.\n\nWhat a day? Yes.',
    );
  });
});
