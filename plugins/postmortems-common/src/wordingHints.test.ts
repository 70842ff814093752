// SPDX-License-Identifier: Apache-2.0

import { ActionItem, createDocument, PostmortemDraft } from './model';
import { actionItemHints, wordingHint } from './wordingHints';

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

describe('wordingHint', () => {
  it.each([
    ['Improve monitoring', 'item-says-no-outcome'],
    ['improve our alerting.', 'item-says-no-outcome'],
    ['**Better alerts**', 'item-says-no-outcome'],
    ['Better monitoring of OOM in pods.', 'item-says-no-outcome'],
    ['Setup more Fluentd alerts', 'item-says-no-outcome'],
    ['Add better logging', 'item-says-no-outcome'],
    [
      'DataHub deployment changes: Setup better monitoring and paging systems',
      'item-says-no-outcome',
    ],
    ['Add monitoring and alerting', 'item-says-no-outcome'],
    ['Write documentation', 'item-says-no-outcome'],
    ['Bring down alert noise even more', 'item-says-no-outcome'],
    ['Increase test coverage', 'item-says-no-outcome'],
    ['Make the deploy pipeline more robust', 'item-says-no-outcome'],
    ['Improve alerting [Issue](https://x.example/99%)', 'item-says-no-outcome'],
    ['Investigate', 'item-is-open-ended'],
    ['Investigate grafana-agent memory usage', 'item-is-open-ended'],
    ['Look into caching', 'item-is-open-ended'],
    ['We should look into caching', 'item-is-open-ended'],
    ['Training: Investigate k8s training', 'item-is-open-ended'],
    ['Consider cancelling spring break.', 'item-is-open-ended'],
    ['Discuss the feasibility of using GitOps', 'item-is-open-ended'],
    ['Check why we did not get an alert', 'item-is-open-ended'],
    ['Keep an eye on the certificate', 'item-is-open-ended'],
    [
      'Investigate missing node metrics and see if we can send them more often',
      'item-is-open-ended',
    ],
    ['Continue to track the port leak', 'item-is-open-ended'],
    ['Be more careful', 'item-asks-for-care'],
    ['Be more careful when deploying on Fridays', 'item-asks-for-care'],
    ['Developers should pay attention to staging', 'item-asks-for-care'],
    ['Remember to drain the node first', 'item-asks-for-care'],
    ["Don't forget to renew the certificate", 'item-asks-for-care'],
    ['Remind everyone about the deploy policy', 'item-asks-for-care'],
    ['Raise awareness of the runbook', 'item-asks-for-care'],
    [
      'Admins should refamiliarize themselves with the deployment policy',
      'item-asks-for-care',
    ],
    ['Monitoring', 'item-has-no-verb'],
    ['Alerts and dashboards', 'item-has-no-verb'],
    ['Flux metrics and alerts', 'item-has-no-verb'],
    ['Documentation of the failover', 'item-has-no-verb'],
  ])('%s: %s', (text, code) => {
    expect(wordingHint(text)).toBe(code);
  });

  // Most were written by teams after real incidents.
  it.each([
    'Lower alert threshold to 5% error rate',
    'Update runbook for payment service',
    'Implement secondary on-call rotation',
    'Add performance review to deployment checklist',
    'Update status page within 10 min SLA — add to runbook',
    'Improve alerting to page at 5 % errors',
    'Improve the deploy script so that it stops without a tag',
    'Improve the runbook by adding the failover steps',
    'Improve monitoring: alert on queue depth over 1,000',
    'Better alerts: page when the pool is 80 % full',
    'Reduce the interval at which the hub checks to see if the proxy is running',
    'Increase the number of placeholder pods on GKE',
    'Enhance daily pipeline run with a synthetic monitoring during execution',
    'Make all infrastructure pods be in the `Guaranteed` QoS',
    'Investigate and fix memory leak in kubespawner',
    'Investigate whether pgbouncer fits, and decide by 1 May',
    'Investigate the pool size. Set it to what the load test says.',
    'Look into the retry storm and write down what starts it',
    'Determine how many nodes are not mounting /var/lib/docker on sdb1.',
    'Identify channels for billing alerts.',
    'Find a way to limit HTTP requests to the hub in cases of high load.',
    'Monitor 5xx status codes for Kube API server',
    'Alert on restarts',
    'Watch the end dates of certificates',
    'Have monitoring for pods stuck in non-Running states',
    'Implement monitoring on Kyverno',
    'Setup hub monitoring!',
    'Setup monitoring and alerting for file watches usage',
    'Document escalation procedures explicitly',
    'Version lock Flux',
    'Create ingress test suite.',
    'Teach the Product Owners about how to look up the CVEs',
    'Agree as a team what the procedures are for outages after work hours',
    'Remember sent mails by order and kind; skip what is there',
    'Track down and fix the redirect loop at its source',
    'Keep our own apt mirror',
    'Limit of the store doubled',
    'Immediate actions (completed): Time to live of sessions halved',
    'Second acquirer for Europe, switched by hand',
    'A pool of its own for acquirer calls',
    'Carrier newsletters go to the team’s channel',
    'The prepuller should be fixed so that helm does not time out.',
    'Reviewers see the size of the migration',
    'Test failover and backups',
    'Instrument and alert',
    'Improve probes:\n- Create a dashboard of those without one\n- Tell the teams',
    '',
    'https://example.com/investigate/better/alerts',
    '`improve monitoring`-job removed',
    `Investigate ${'what was seen in the log of that night '.repeat(5)}`,
  ])('leaves "%s" alone', text => {
    expect(wordingHint(text)).toBeUndefined();
  });

  it.each([
    'Monitoring verbessern',
    'Neue Alerts',
    'Alerting für die Warteschlange',
    'Review der Prozesse',
    'Analyse der Logs',
    'Tests und Monitoring',
    'Améliorer la surveillance',
    'Explore le cache',
    'Documentation du service',
    'Reduce el ruido de las alertas',
    'Forbedre overvågning',
    'Flere tests',
    'Overvej at bruge en cache',
    'Betere monitoring',
    'Monitoring van de wachtrij',
    '監視を改善する',
    'Мониторинг',
  ])('leaves the language of "%s" alone', text => {
    expect(wordingHint(text)).toBeUndefined();
  });

  it('takes no long over a long text', () => {
    const start = performance.now();
    for (const part of ['improve ', 'a: ', 'and ', '(', '**', 'more good '])
      wordingHint(part.repeat(2_000));
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('actionItemHints', () => {
  const hints = (
    items: Array<Partial<ActionItem>>,
    draft: Partial<PostmortemDraft> = {},
  ) =>
    actionItemHints(
      createDocument({
        title: 'a',
        ...draft,
        actionItems: items.map((item, n) => ({
          id: id(n),
          description: 'Cap the pool at 60',
          owner: 'user:default/ada',
          ...item,
        })),
      }),
    ).map(({ field, code }) => [
      field.replace(/^actionItems\.0.*0(\d)\./, '$1 '),
      code,
    ]);

  it('says one thing of an item, its words first', () => {
    expect(
      hints([
        {},
        { description: 'Improve monitoring', owner: null },
        { owner: null },
        { owner: 'group:default/team-payments' },
        {
          description: 'Be more careful',
          owner: 'group:default/team-payments',
        },
      ]),
    ).toEqual([
      ['1 description', 'item-says-no-outcome'],
      ['2 owner', 'item-without-person'],
      ['3 owner', 'item-owned-by-group'],
      ['4 description', 'item-asks-for-care'],
    ]);
  });

  it('is content with a group where somebody is named', () => {
    const owner = 'group:default/team-payments';
    expect(
      hints(
        [
          { description: 'Cap the pool at 60 (@bo)', owner },
          { description: 'Grace caps the pool at 60', owner },
          { description: 'Ada caps the pool', owner },
          {},
        ],
        { participants: ['user:default/grace'] },
      ),
    ).toEqual([]);
  });

  it('says nothing of what is finished, given up or not described', () => {
    expect(
      hints([
        { description: 'Improve monitoring', status: 'done' },
        { description: 'Look into caching', status: 'wont-do' },
        { description: ' ', owner: null },
      ]),
    ).toEqual([]);
    expect(
      hints([{ description: 'Look into caching', status: 'proposed' }]),
    ).toHaveLength(1);
  });
});
