// SPDX-License-Identifier: Apache-2.0

import fc from 'fast-check';
import {
  createDocument,
  renderMarkdown,
} from 'backstage-plugin-postmortems-common';
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

  it('knows the items of what an earlier release wrote, which had fewer fields', () => {
    const id = '00000000-0000-4000-8000-000000000001';
    const doneAt = '2026-02-01T09:30:00.000Z';
    const markdown = renderMarkdown(
      createDocument({
        title: 'Slow',
        actionItems: [
          { id, description: 'Cap the pool', status: 'done', doneAt },
        ],
      }),
    );
    // The fingerprint is that of the earlier release.
    expect(markdown).toContain(`ids: {"actionItems":"${id}/4k3npmf3dp"}`);
    expect(parseMarkdown(markdown).document.actionItems).toMatchObject([
      { id, doneAt, verified: null },
    ]);
  });

  it('keeps what is known of a fix where somebody edits another row', () => {
    const item = {
      description: 'Cap the pool',
      status: 'done' as const,
      evidenceUrl: 'https://example.com/pr/7',
      verifyOn: '2026-03-01',
      verified: 'did-not-work' as const,
      verifiedNote: 'It filled up: twice | again',
    };
    const markdown = renderMarkdown(
      createDocument({
        title: 'Slow',
        actionItems: [
          { id: '00000000-0000-4000-8000-000000000001', ...item },
          {
            id: '00000000-0000-4000-8000-000000000002',
            description: 'Alert on it',
          },
        ],
      }),
    );
    expect(
      parseMarkdown(markdown.replace('| Alert on it |', '| Page | on it |'))
        .document.actionItems[0],
    ).toMatchObject(item);
  });
});
