// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  durationsOf,
  FieldMessage,
  fieldMessage,
  Postmortem,
  SavedPostmortem,
} from 'backstage-plugin-postmortems-common';
import { ActionItemsStore } from '../store/actionItems/ActionItemsStore';
import { PostmortemsStore } from '../store/postmortems/PostmortemsStore';
import { StoredPostmortem } from '../store/postmortems/rows';
import { FixesStore } from '../store/recurrence/FixesStore';
import { RecurrencesStore } from '../store/recurrence/RecurrencesStore';
import { Access } from './Access';
import { CatalogLookup } from './CatalogLookup';
import { PostmortemEditor } from './PostmortemEditor';

/** Postmortems, as their callers see them. */
export class PostmortemViews {
  readonly #postmortems: PostmortemsStore;
  readonly #actionItems: ActionItemsStore;
  readonly #recurrences: RecurrencesStore;
  readonly #fixes: FixesStore;
  readonly #editor: PostmortemEditor;
  readonly #catalog: CatalogLookup;
  readonly #withinDays: number;

  constructor(options: {
    postmortems: PostmortemsStore;
    actionItems: ActionItemsStore;
    recurrences: RecurrencesStore;
    fixes: FixesStore;
    editor: PostmortemEditor;
    catalog: CatalogLookup;
    withinDays: number;
  }) {
    this.#postmortems = options.postmortems;
    this.#actionItems = options.actionItems;
    this.#recurrences = options.recurrences;
    this.#fixes = options.fixes;
    this.#editor = options.editor;
    this.#catalog = options.catalog;
    this.#withinDays = options.withinDays;
  }

  /** A postmortem with what is worked out for the caller. */
  async show(stored: StoredPostmortem, access: Access): Promise<Postmortem> {
    const { id, causeIds } = stored;
    const [causes, recurrences, fixOutcomes, movedActionItems, tickets] =
      await Promise.all([
        causeIds.length > 0 ? this.#postmortems.causesOf([id]) : undefined,
        this.#recurrences.ofPostmortem(stored, {
          read: access.read,
          withinDays: this.#withinDays,
        }),
        stored.actionItems.some(({ status }) => status === 'done')
          ? this.#fixes.outcomes(stored, access.read)
          : [],
        stored.actionItems.length > 0 ? this.#actionItems.moved(id) : [],
        stored.actionItems.some(({ ticketUrl }) => ticketUrl)
          ? this.#actionItems.tickets(id)
          : [],
      ]);
    return {
      ...stored,
      causes: causes?.get(id) ?? [],
      recurrences,
      fixOutcomes,
      movedActionItems,
      tickets,
      durations: durationsOf(stored),
      unmet: this.#editor.unmet(stored, stored),
      can: {
        update: access.may('update', stored),
        publish: access.may('publish', stored),
        delete: access.may('delete', stored),
      },
    };
  }

  /** The same of what was saved, with what is worth a look. */
  async showSaved(
    stored: StoredPostmortem,
    access: Access,
    credentials: BackstageCredentials,
  ): Promise<SavedPostmortem> {
    const [shown, warnings] = await Promise.all([
      this.show(stored, access),
      this.#warnings(stored.affectedSystems, credentials),
    ]);
    return {
      ...shown,
      ...(warnings.length > 0 && { warnings }),
    };
  }

  async #warnings(
    systems: string[],
    credentials: BackstageCredentials,
  ): Promise<FieldMessage[]> {
    const unknown = await this.#catalog.unknown(systems, credentials);
    return unknown.map(ref =>
      fieldMessage(
        `affectedSystems.${systems.indexOf(ref)}`,
        'not-in-catalog',
        { ref },
      ),
    );
  }
}
