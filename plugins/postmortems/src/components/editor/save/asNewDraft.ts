// SPDX-License-Identifier: Apache-2.0

import { newId, PostmortemDocument } from 'backstage-plugin-postmortems-common';

/**
 * What was written for one postmortem, for another that is new. Action items
 * are known by their ids, and those of the one stay its own.
 */
export function asNewDraft(values: PostmortemDocument): PostmortemDocument {
  return {
    ...values,
    actionItems: values.actionItems.map(item => ({ ...item, id: newId() })),
  };
}
