// SPDX-License-Identifier: Apache-2.0

import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { FakeServer } from '../editor/__testUtils__/FakeServer';
import { renderEditor } from '../editor/__testUtils__/renderEditor';
import { Prose } from './Prose';
import { CompactMarkdown } from './CompactMarkdown';

jest.setTimeout(60_000);

// As in a browser that has lost its connection: the piece that draws Markdown
// cannot be loaded.
jest.mock('@backstage/core-components', () => ({
  ...jest.requireActual('@backstage/core-components'),
  MarkdownContent: jest
    .requireActual('react')
    .lazy(() => Promise.reject(new Error('Loading chunk 42 failed'))),
}));

// React tells of every error, also of one that is taken care of.
beforeEach(() => jest.spyOn(console, 'error').mockImplementation());
afterEach(() => jest.restoreAllMocks());

it.each([
  ['text', <Prose key="1" text="It was *slow*." />],
  ['a row', <CompactMarkdown key="1" content="It was *slow*." />],
])('shows %s as it was written', async (_, drawn) => {
  renderInTestApp(drawn);
  expect(await screen.findByText('It was *slow*.')).toBeInTheDocument();
});

it('leaves the form as it is', async () => {
  const server = new FakeServer({ title: 'Slow', summary: 'It was *slow*.' });
  const { user } = renderEditor({
    path: '/postmortems/PM-12/edit',
    api: { get: server.get, save: server.save },
  });
  const preview = await screen.findByRole('button', {
    name: 'Preview of In short',
  });
  await user.click(preview);
  expect(await screen.findByText('It was *slow*.')).toBeInTheDocument();
  await user.click(preview);
  await user.type(screen.getByRole('textbox', { name: 'In short' }), ' Yes.');
  expect(screen.getByRole('textbox', { name: 'In short' })).toHaveValue(
    'It was *slow*. Yes.',
  );
});
