// SPDX-License-Identifier: Apache-2.0

import {
  fieldsWith,
  fieldTexts,
  SearchDocument,
} from 'backstage-plugin-postmortems-common';
import { StoredPostmortem } from '../store/postmortems/rows';

/** What the portal's search index holds of a postmortem. */
export function toSearchDocument(postmortem: StoredPostmortem): SearchDocument {
  const { id, number, title, severity, startedAt, affectedSystems } =
    postmortem;
  // The portal finds the words of the title by the document's own.
  const names = fieldsWith('searched').filter(name => name !== 'title');
  const texts = names
    .flatMap(name => [...fieldTexts(postmortem, name)])
    .map(({ text }) => text);
  return { id, number, title, severity, startedAt, affectedSystems, texts };
}
