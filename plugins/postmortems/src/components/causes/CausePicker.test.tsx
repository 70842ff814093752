// SPDX-License-Identifier: Apache-2.0

import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Cause } from 'backstage-plugin-postmortems-common';
import { useEffect, useState } from 'react';
import { apiMock } from '../../__testUtils__/apiMock';
import { cause } from '../../__testUtils__/fixtures';
import { CausePicker } from './CausePicker';

jest.setTimeout(60_000);

let drawAgain: () => void;
const drawAnew = () => act(() => drawAgain());

const Held = () => {
  const [chosen, setChosen] = useState<Pick<Cause, 'id' | 'name'> | null>({
    id: 'c1',
    name: 'No gate',
  });
  const [, setRound] = useState(0);
  useEffect(() => {
    drawAgain = () => setRound(round => round + 1);
  }, []);
  return (
    <CausePicker
      label="Cause"
      value={chosen && { ...chosen }}
      onChange={setChosen}
    />
  );
};

it('keeps what is typed over a cause, and takes Enter for the first match', async () => {
  const known = [
    cause({ id: 'c1', name: 'No gate' }),
    cause({ id: 'c2', name: 'Expired certificate' }),
  ];
  const causes = jest.fn(async ({ query }: { query?: { q?: string } }) => {
    const q = query?.q ?? '';
    const items = known.filter(({ name }) => name.toLowerCase().includes(q));
    return { items, totalItems: items.length };
  });
  renderInTestApp(<Held />, { apis: [apiMock({ causes })] });
  const user = userEvent.setup();
  const field = await screen.findByRole('textbox', { name: 'Cause' });
  expect(field).toHaveValue('No gate');
  await user.clear(field);
  for (const letter of 'cert') {
    await user.keyboard(letter);
    drawAnew();
  }
  expect(field).toHaveValue('cert');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(field).toHaveValue('Expired certificate'));
  await user.clear(field);
  await user.keyboard('no such cause{Escape}');
  expect(field).toHaveValue('Expired certificate');
});
