// SPDX-License-Identifier: Apache-2.0

import fc from 'fast-check';
import { arbitraryPostmortem } from '../__testUtils__/arbitraryPostmortem';
import { parseMarkdown } from './parseMarkdown';
import { renderMarkdown } from '../template/renderMarkdown';

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
