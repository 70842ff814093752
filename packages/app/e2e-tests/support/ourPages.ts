// SPDX-License-Identifier: Apache-2.0

import { expect, Locator, Page } from '@playwright/test';

/** A page of the plugin as somebody finds it in the demo portal. */
export type OurPage = {
  /** Also the name of its screenshot. */
  name: string;
  path: string;
  /** What is there only when the page is complete. */
  ready: (page: Page) => Locator;
  /** What somebody does there first. */
  act?: (page: Page) => Promise<void>;
  /** What of the page is ours, as a CSS selector; absent: its whole content. */
  ours?: string;
  /** What must not be wider than the screen, where the page is not ours. */
  fits?: string;
};

const inTable = (name: string) => (page: Page) =>
  page.getByRole('table', { name }).getByRole('link').first();

const service = '/catalog/default/component/payment-service';

const recurringCause = 'Deployment checklist has no performance gate';

const filesToImport = [
  [
    'carts-lost-at-midnight.md',
    '# Carts were lost at midnight\n\n## Summary\nA job that tidies up took carts that were in use.\n\n## Root cause\nCarts have no owner once they are idle.\n',
  ],
  [
    'slow-carts.md',
    '# Carts were slow\n\n## Timeline\n- 14:05 Alert\n- ?? Cache emptied\n',
  ],
  ['empty.md', ''],
];

/** Numbers of demo postmortems: one that is published, one draft. */
export type DemoNumbers = { published: number; draft: number };

/** Every page, as Ada sees it. */
export const ourPages = ({ published, draft }: DemoNumbers): OurPage[] => [
  {
    name: 'tab',
    path: `${service}/postmortems`,
    ready: inTable('Open action items'),
  },
  {
    name: 'tab-of-a-system',
    path: '/catalog/default/system/payments/postmortems',
    ready: inTable('Open action items'),
  },
  {
    name: 'tab-of-a-team',
    path: '/catalog/default/group/team-payments/postmortems',
    ready: inTable('Open action items of this team'),
  },
  {
    name: 'tab-without-postmortems',
    path: '/catalog/default/api/catalog-api/postmortems',
    ready: page => page.getByRole('button', { name: 'Write the first one' }),
  },
  {
    name: 'overview-card',
    path: service,
    ready: page => page.getByText('All incidents, figures and action items'),
    // The other cards are the catalog's.
    ours: 'main .bui-Card:has(a[href$="/postmortems"])',
  },
  {
    name: 'all-postmortems',
    path: '/postmortems',
    ready: inTable('Postmortems'),
  },
  {
    name: 'causes',
    path: '/postmortems/causes',
    ready: inTable('Causes'),
  },
  {
    name: 'cause',
    path: '/postmortems/causes',
    // In the list as well as on its own page, whose address is not known here.
    ready: page => page.getByText(recurringCause).first(),
    act: async page => {
      await page.getByRole('link', { name: recurringCause }).click();
      await expect(
        page.getByRole('heading', { name: 'When it happened' }),
      ).toBeVisible();
    },
  },
  {
    name: 'postmortem',
    path: `/postmortems/PM-${published}`,
    ready: page => page.getByRole('region', { name: 'Lessons learned' }),
  },
  {
    name: 'not-found',
    path: '/postmortems/PM-999999',
    ready: page => page.getByText(/or it is restricted$/),
  },
  {
    name: 'editor',
    path: `/postmortems/PM-${draft}/edit`,
    ready: page =>
      page
        .getByRole('region', { name: 'Incident summary' })
        .getByRole('textbox', { name: 'Title' }),
    // Also what the gate says beside the fields.
    act: async page => {
      await page.getByRole('button', { name: 'Publish' }).click();
      await page.evaluate(() => window.scrollTo(0, 0));
    },
  },
  {
    name: 'new-postmortem',
    path: '/postmortems/new?system=component:default/payment-service',
    ready: page => page.getByRole('button', { name: 'payment-service' }),
    act: page =>
      page
        .getByRole('button', { name: 'Start from an existing document' })
        .click(),
  },
  {
    name: 'my-action-items',
    path: '/my-action-items',
    ready: page => page.getByRole('combobox', { name: /^Status of / }).first(),
  },
  {
    name: 'action-items',
    path: '/postmortems/action-items?whose=all&severity=P1',
    ready: page => page.getByRole('combobox', { name: /^Status of / }).first(),
  },
  {
    name: 'team-review',
    path: '/postmortems/review?group=group:default/team-payments',
    ready: page => page.getByRole('button', { name: 'Start review' }),
  },
  {
    name: 'home',
    path: '/',
    // The portal's own grid is four pixels wider, beside a notification.
    fits: '[aria-label="My action items"]',
    ready: page => page.getByRole('combobox', { name: /^Status of / }).first(),
  },
  {
    // The last, since it adds drafts.
    name: 'import',
    path: '/postmortems/import?system=component:default/cart-service',
    ready: page => page.getByRole('button', { name: 'Choose folder' }),
    act: async page => {
      await page.getByLabel('Files to import').setInputFiles(
        filesToImport.map(([name, text]) => ({
          name,
          mimeType: 'text/markdown',
          buffer: Buffer.from(text),
        })),
      );
      await page.getByRole('button', { name: /^Import \d+ files$/ }).click();
      await expect(page.getByText(/^3 of 3 files/)).toBeVisible();
    },
  },
];
