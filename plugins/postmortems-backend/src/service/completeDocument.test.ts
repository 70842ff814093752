// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  createDocument,
  DEFAULT_POSTMORTEMS_CONFIG as config,
  newId,
} from 'backstage-plugin-postmortems-common';
import { completeDocument } from './completeDocument';

describe('completeDocument', () => {
  const at = '2026-03-01T10:00:00.000Z';
  const documentWith = (item: Partial<ActionItem>) =>
    createDocument({
      title: 'Outage',
      actionItems: [{ id: newId(), description: 'Fix it', ...item }],
    });
  const doneAt = (document: ReturnType<typeof documentWith>) =>
    document.actionItems[0].doneAt;

  it('does not make up when something was done that comes done', () => {
    const imported = completeDocument(documentWith({ status: 'done' }), {
      at,
      config,
    });
    expect(doneAt(imported)).toBeNull();
    const savedAgain = completeDocument(imported, {
      before: imported,
      at,
      config,
    });
    expect(doneAt(savedAgain)).toBeNull();
  });

  it('notes when something becomes done, and forgets it when reopened', () => {
    const before = documentWith({ status: 'in-progress' });
    const [item] = before.actionItems;
    const done = completeDocument(
      { ...before, actionItems: [{ ...item, status: 'done' }] },
      { before, at, config },
    );
    expect(doneAt(done)).toBe(at);
    const later = completeDocument(
      { ...done, actionItems: [{ ...done.actionItems[0], doneAt: null }] },
      { before: done, at: '2026-03-02T10:00:00.000Z', config },
    );
    expect(doneAt(later)).toBe(at);
    const reopened = completeDocument(
      { ...done, actionItems: [{ ...done.actionItems[0], status: 'open' }] },
      { before: done, at, config },
    );
    expect(doneAt(reopened)).toBeNull();
  });
});
