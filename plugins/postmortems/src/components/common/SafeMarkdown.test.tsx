// SPDX-License-Identifier: Apache-2.0

import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { renderEditor } from '../editor/__testUtils__/renderEditor';
import { Prose } from './Prose';
import { CompactMarkdown } from './CompactMarkdown';
import { safeHref } from './SafeMarkdown';

jest.setTimeout(60_000);

/* eslint-disable no-script-url */
// What the sanitizer lets through, what it does not, and what hides.
const REFUSED = [
  'irc://irc.example/channel',
  'ircs://irc.example/channel',
  'xmpp:ada@example.com',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,hello',
  'vbscript:x',
  'file:///etc/passwd',
];
/* eslint-enable no-script-url */

it.each(REFUSED)('leads nowhere: %j', href => expect(safeHref(href)).toBe(''));

it.each([
  ['https://example.com/a:b', 'https://example.com/a:b'],
  ['HTTPS://example.com', 'https://example.com'],
  ['http://example.com', 'http://example.com'],
  ['mailto:ada@example.com', 'mailto:ada@example.com'],
  ['tel:+4512345678', 'tel:+4512345678'],
  ['/catalog/default/component/a', '/catalog/default/component/a'],
  ['runbook.md', 'runbook.md'],
  ['?at=12:30', '?at=12:30'],
  ['#timeline', '#timeline'],
])('leads on: %s', (href, expected) => expect(safeHref(href)).toBe(expected));

const text = [
  ...REFUSED.map((href, index) => `[no ${index}](<${href.trim()}>)`),
  '<a href="irc://irc.example">raw</a>',
  '<xmpp:ada@example.com>',
  '[yes](https://example.com)',
].join(' and ');

it.each([
  ['text', <Prose key="1" text={text} />],
  ['a row', <CompactMarkdown key="1" content={text} />],
])('draws such links as plain text in %s', async (_, drawn) => {
  renderInTestApp(drawn);
  expect(await screen.findByRole('link')).toHaveAttribute(
    'href',
    'https://example.com',
  );
  expect(screen.getByText(/no 0 and no 1 and no 2/)).toHaveTextContent(
    'raw and xmpp:ada@example.com and yes',
  );
});

it('previews such a link', async () => {
  const { user } = renderEditor({ path: '/postmortems/new', api: {} });
  await user.click(await screen.findByRole('textbox', { name: 'In short' }));
  await user.paste('Ask [the channel](irc://irc.example/channel).');
  await user.click(screen.getByRole('button', { name: 'Preview of In short' }));
  expect(
    await screen.findByText('Ask the channel.', { exact: false }),
  ).toBeInTheDocument();
  expect(screen.queryByRole('link', { name: /the channel/ })).toBeNull();
});
