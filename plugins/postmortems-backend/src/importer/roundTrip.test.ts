// SPDX-License-Identifier: Apache-2.0

import fc from 'fast-check';
import { renderMarkdown } from 'backstage-plugin-postmortems-common';
import { arbitraryPostmortem } from './__testUtils__/arbitraryPostmortem';
import { parseMarkdown } from './parseMarkdown';

describe('round trip', () => {
  it('reads any valid document back as it was', () => {
    fc.assert(
      fc.property(arbitraryPostmortem, document => {
        const markdown = renderMarkdown(document);
        expect(parseMarkdown(markdown).document).toEqual(document);
      }),
      { numRuns: 150 },
    );
  });
});
