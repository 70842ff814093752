// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { fireEvent, screen } from '@testing-library/react';
import { Overview } from 'backstage-plugin-postmortems-common';
import { axe } from 'jest-axe';
import { apiMock } from '../../__testUtils__/apiMock';
import { entity, overview } from '../../__testUtils__/fixtures';
import plugin from '../../index';

jest.setTimeout(60_000);

function renderFigures(values: Partial<Overview>) {
  renderTestApp({
    features: [plugin],
    apis: [
      apiMock({ systemOverview: async () => overview(values) }),
      mockApis.permission(),
    ],
    extensions: [createTestEntityPage({ entity })],
    config: { app: { extensions: [{ 'entity-card:postmortems': false }] } },
  });
}

const recurrence = (unfinished: number): Overview['recurrence'] => ({
  rate: { n: 2, total: 8 },
  daysBetween: { used: 2, total: 2, median: 149.1, p90: 216.9, mean: 1.5 },
  withUnfinishedPrevent: { n: unfinished, total: 2 },
});

it('says how much recurred, after how long, and what should have prevented it', async () => {
  renderFigures({ recurrence: recurrence(1) });
  const rate = await screen.findByText('2 of 8 recurred');
  expect(
    screen.getByText('1 of 2 while a fix was unfinished'),
  ).toBeInTheDocument();
  const row = screen.getByRole('row', { name: /149 d 217 d 2\/2$/ });
  expect(row).toHaveTextContent(/^To recur/);

  fireEvent.mouseOver(rate);
  expect(await screen.findByRole('tooltip')).toHaveTextContent(
    /seen before, within 365 days/,
  );
  fireEvent.mouseLeave(rate);
  fireEvent.mouseOver(screen.getByText('To recur'));
  expect(await screen.findByText(/; 1 d 12 h on average$/)).toBeInTheDocument();
  expect(await axe(row.closest('table')!)).toHaveNoViolations();
});

it('says also that nothing recurred', async () => {
  renderFigures({});
  expect(await screen.findByText('0 of 7 recurred')).toBeInTheDocument();
  expect(screen.queryByText('To recur')).not.toBeInTheDocument();
  expect(screen.queryByText(/while a fix/)).not.toBeInTheDocument();
});

it('has no recurrence where there are no incidents', async () => {
  renderFigures({ incidents: 0, points: [] });
  expect(
    await screen.findByText('No published incidents in the last 12 months.'),
  ).toBeInTheDocument();
  expect(screen.queryByText(/recurred$/)).not.toBeInTheDocument();
});
