// SPDX-License-Identifier: Apache-2.0

import { blamelessHints } from './blameless';
import { createDocument, PostmortemDraft } from './model';

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const hints = (draft: Partial<PostmortemDraft>, people?: string[]) =>
  blamelessHints(createDocument({ title: 'a', ...draft }), people);
const found = (summary: string) => hints({ summary }).map(({ text }) => text);
const named = (text: string, people: string[]) =>
  hints({ wentWrong: [{ id: id(1), text }] }, people).map(hint => hint.text);

describe('blamelessHints', () => {
  it('asks what in the system allowed it, at the exact place', () => {
    expect(hints({ rootCause: '😀 It was Human  error.' })).toEqual([
      {
        field: 'rootCause',
        start: 10,
        end: 22,
        text: 'Human  error',
        question: 'What in our system allowed this?',
      },
    ]);
  });

  it.each([
    ['The engineer should have checked the pool size', 'should have'],
    ['This should have been caught', 'should have'],
    ["They shouldn't have deployed on a Friday", "shouldn't have"],
    ['The team should not have skipped it', 'should not have'],
    ['On-call should’ve known', 'should’ve'],
    ['He should have immediately escalated', 'should have'],
    ['The reviewer should have limited the rollout', 'should have'],
    ['The operator failed to read the runbook', 'failed to'],
    ['Somebody forgot to update the checklist', 'forgot to'],
    ['caused by operator error', 'operator error'],
    ['a careless change', 'careless'],
    ["It was the vendor's fault", "'s fault"],
    ['The release manager is to blame', 'is to blame'],
  ])('%s', (text, hit) => {
    expect(found(text)).toEqual([hit]);
  });

  it.each([
    'Each pod should have capacity for two',
    'The service should have ten replicas, and seven when idle',
    'The pool should have speed limits',
    'The job should have automated tests',
    'Alert threshold was set too high (should be 5%)',
    'would have prevented a 2-hour P1 outage',
    'A blameless culture',
    'Superhuman errors-per-second',
    'the `failed to` message',
    '``human ` error`` and `human error`',
    '```\nshould have noticed\n```\nfine',
    '~~~ text\nhuman error',
    'see https://example.com/x?q=human-error,careless for more',
  ])('leaves "%s" alone', text => {
    expect(found(text)).toEqual([]);
  });

  it('leaves the reference as it is written', () => {
    expect(
      hints(
        {
          whys: [
            {
              id: id(1),
              question: 'What broke?',
              answer: 'The payment service timed out.',
            },
            {
              id: id(2),
              parentId: id(1),
              question: 'Why?',
              answer: 'The database connection pool was exhausted.',
            },
          ],
          rootCause:
            'Outdated deployment checklist missing a performance validation step.',
          wentWrong: [
            {
              id: id(1),
              text: "Alert threshold was set too high — didn't fire until error rate hit 15% (should be 5%)",
            },
            {
              id: id(2),
              text: 'No secondary on-call coverage — single point of failure in incident response',
            },
          ],
          wentWell: [{ id: id(1), text: 'No human error in the rollback' }],
        },
        ['Ada Lovelace'],
      ),
    ).toEqual([]);
  });

  it('finds names in what went wrong and in whys, nowhere else', () => {
    const text = 'Ada Lovelace ran the script, and ADA’s shell was root.';
    const result = hints(
      {
        summary: text,
        timeline: [{ id: id(1), text }],
        wentWell: [{ id: id(1), text }],
        wentWrong: [{ id: id(1), text }],
        whys: [{ id: id(1), question: 'Why did @ada do it?', answer: text }],
        participants: ['user:default/ada'],
        incidentCommander: 'user:default/grace.hopper',
      },
      ['Ada Lovelace'],
    );
    expect(result.map(({ field, text: hit }) => [field, hit])).toEqual([
      [`whys.${id(1)}.question`, 'ada'],
      [`whys.${id(1)}.answer`, 'Ada Lovelace'],
      [`whys.${id(1)}.answer`, 'ADA'],
      [`wentWrong.${id(1)}.text`, 'Ada Lovelace'],
      [`wentWrong.${id(1)}.text`, 'ADA'],
    ]);
    expect(
      hints({
        incidentCommander: 'user:default/grace.hopper',
        wentWrong: [{ id: id(1), text: 'Asked grace.hopper, then restarted.' }],
      }),
    ).toMatchObject([{ text: 'grace.hopper' }]);
  });

  it('does not take words, parts of words or paths for names', () => {
    expect(
      named('The max pool size and the canada-east zone', ['max']),
    ).toEqual([]);
    expect(named('Canada, ada-service, /etc/ada/x', ['ada'])).toEqual([]);
    expect(named('It will fail', ['Will Smith'])).toEqual([]);
    expect(named('Max and Will went on.', ['max', 'Will Smith'])).toEqual([
      'Max',
      'Will',
    ]);
    expect(
      named('Søren, jean-luc and a+b', ['søren', 'Jean-Luc', 'a+b']),
    ).toEqual(['Søren', 'jean-luc', 'a+b']);
  });
});
