// SPDX-License-Identifier: Apache-2.0

import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { Prose } from './Prose';

jest.setTimeout(60_000);

it('opens links safely and runs nothing', async () => {
  const { container } = renderInTestApp(
    <Prose
      text={[
        '[out](https://example.com) and [in](/catalog) and [bad](javascript:alert(1))',
        '<a href="javascript:alert(2)">worse</a>',
        '<script>alert(3)</script><img src="x" onerror="alert(4)">',
        '<iframe src="https://example.com"></iframe><b onclick="alert(5)">bold</b>',
      ].join('\n\n')}
    />,
  );
  const out = await screen.findByRole('link', { name: /^out/ });
  expect(out).toHaveAttribute('href', 'https://example.com');
  expect(out).toHaveAttribute('target', '_blank');
  expect(out).toHaveAttribute('rel', expect.stringContaining('noopener'));
  expect(screen.getByRole('link', { name: 'in' })).toHaveAttribute(
    'href',
    '/catalog',
  );
  expect(screen.getAllByRole('link')).toHaveLength(2);
  expect(screen.getByText(/bad/)).toBeInTheDocument();
  expect(screen.getByText('worse')).toBeInTheDocument();
  expect(container.querySelector('script, iframe, [onerror], [onclick]')).toBe(
    null,
  );
});

it('draws tables', async () => {
  renderInTestApp(<Prose text={'| a | b |\n|---|---|\n| 1 | 2 |'} />);
  expect(
    await screen.findByRole('columnheader', { name: 'a' }),
  ).toBeInTheDocument();
});
