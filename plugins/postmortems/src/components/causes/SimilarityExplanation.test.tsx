// SPDX-License-Identifier: Apache-2.0

import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { SimilarityExplanation } from './SimilarityExplanation';

it('names what two postmortems share', async () => {
  renderInTestApp(
    <SimilarityExplanation
      score={0.43}
      parts={[
        { kind: 'text', score: 0.3, terms: ['pool exhausted', 'gate'] },
        { kind: 'system', score: 0.05, terms: ['component:default/payment'] },
        { kind: 'category', score: 0.05, terms: ['process-gap', 'gone'] },
        { kind: 'tag', score: 0.03 },
      ]}
    />,
    { apis: [[catalogApiRef, catalogApiMock()]] },
  );
  expect(
    await screen.findByText(
      '0.43 = text 0.30 (pool exhausted, gate) + same service (payment) 0.05 + same category (Process gap, gone, a category that is not configured) 0.05 + same tag 0.03',
    ),
  ).toBeInTheDocument();
});
