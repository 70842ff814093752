// SPDX-License-Identifier: Apache-2.0

import AxeBuilder from '@axe-core/playwright';
import { Page } from '@playwright/test';
import { axeExceptions } from './exceptions';

/**
 * The serious and critical violations that axe finds in what the plugin
 * renders, as lines that say what is wrong and where.
 *
 * @param include - the part of the page that is ours, as a CSS selector
 */
export async function violations(page: Page, include: string) {
  // What is drawn only when it comes into view would stand on no ground.
  await page.addStyleTag({
    content: '* { content-visibility: visible !important; }',
  });
  let axe = new AxeBuilder({ page })
    .include(include)
    .options({ resultTypes: ['violations'] });
  for (const { selector } of axeExceptions) axe = axe.exclude(selector);
  const { violations: found } = await axe.analyze();
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        node => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`,
      ),
    );
}
