// SPDX-License-Identifier: Apache-2.0

import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  fieldMessage,
  GoneOwnerList,
  GoneOwnersQuery,
  HandedOver,
  HandOver,
  HandOverResult,
  LIMITS,
  PostmortemDocument,
  toInput,
} from 'backstage-plugin-postmortems-common';
import { audited } from '../http/audited';
import { refused } from '../http/errors';
import { GoneOwnersStore, Held } from '../store/actionItems/GoneOwnersStore';
import { PostmortemsStore } from '../store/postmortems/PostmortemsStore';
import { Access, AccessChecker } from './Access';
import { CatalogLookup } from './CatalogLookup';
import { NotifiedHandOver } from './Notifier';
import { PostmortemEditor } from './PostmortemEditor';
import { resolveSystems } from './resolveSystems';
import { resolveTeam } from './resolveTeam';
import { pageOrRefuse } from './writeOrRefuse';

const MAY_NOT =
  'Only its owner, or who may update its postmortem, may hand it over';

/** Who is gone, and how what was theirs becomes somebody else's. */
export class HandOverService {
  readonly #goneOwners: GoneOwnersStore;
  readonly #postmortems: PostmortemsStore;
  readonly #editor: PostmortemEditor;
  readonly #notify: (handOver: NotifiedHandOver) => void;
  readonly #access: AccessChecker;
  readonly #catalog: CatalogLookup;
  readonly #auditor: AuditorService;

  constructor(options: {
    goneOwners: GoneOwnersStore;
    postmortems: PostmortemsStore;
    /** Notifies nobody: `notify` does, once. */
    editor: PostmortemEditor;
    notify: (handOver: NotifiedHandOver) => void;
    access: AccessChecker;
    catalog: CatalogLookup;
    auditor: AuditorService;
  }) {
    this.#goneOwners = options.goneOwners;
    this.#postmortems = options.postmortems;
    this.#editor = options.editor;
    this.#notify = options.notify;
    this.#access = options.access;
    this.#catalog = options.catalog;
    this.#auditor = options.auditor;
  }

  /** Who is gone, as far as the caller may read what was theirs. */
  async gone(
    query: GoneOwnersQuery,
    credentials: BackstageCredentials,
  ): Promise<GoneOwnerList> {
    const access = await this.#access.toRead(credentials);
    const [systems, team] = await Promise.all([
      resolveSystems(query, { catalog: this.#catalog, credentials }),
      resolveTeam(query.team, { access, catalog: this.#catalog, credentials }),
    ]);
    const those = team && new Set(team.systems);
    return pageOrRefuse(
      await this.#goneOwners.list(access.read, {
        systems:
          those && systems
            ? systems.filter(ref => those.has(ref))
            : (team?.systems ?? systems),
        page: query,
      }),
    );
  }

  /**
   * Hands over what somebody has, one save for each postmortem. What the caller
   * may not change, and what the publishing gate refuses, stays and is listed.
   *
   * @throws InputError when it is to be given to whom the catalog does not have,
   * or to the same
   */
  async handOver(
    { from, to, actionItems, dryRun }: HandOver,
    credentials: BackstageCredentials,
  ): Promise<HandOverResult> {
    const access = await this.#access.forCaller(credentials);
    if (from === to) throw refused([fieldMessage('to', 'same-owner')]);
    // Not by chance: it may open restricted postmortems to whoever that is.
    if (!(await this.#catalog.isKnown(to, credentials)))
      throw refused([fieldMessage('to', 'owner-unknown')]);

    const limit = LIMITS.handOver;
    const found = await this.#goneOwners.heldBy(from, access.read, {
      actionItems,
      limit: limit + 1,
    });
    const held = found
      // Only a person commands an incident.
      .filter(each => each.actionItemId !== null || to.startsWith('user:'))
      .slice(0, limit);
    const updatable = await this.#postmortems.idsThatMeet(
      [...new Set(held.map(each => each.postmortem.id))],
      access.update,
    );
    const may = (each: Held) =>
      updatable.has(each.postmortem.id) ||
      (each.owner !== null && access.ownershipRefs.includes(each.owner));
    const result: HandOverResult = {
      changed: [],
      refused: held
        .filter(each => !may(each))
        .map(each => ({ ...shown(each), reason: MAY_NOT })),
      more: found.length > limit,
    };
    const byPostmortem = new Map<string, Held[]>();
    for (const each of held.filter(may)) {
      const { id } = each.postmortem;
      byPostmortem.set(id, [...(byPostmortem.get(id) ?? []), each]);
    }
    if (dryRun) {
      result.changed = [...byPostmortem.values()].flat().map(shown);
      return result;
    }
    try {
      // One after the other: each is a save with all that belongs to one.
      for (const those of byPostmortem.values()) {
        const reason = await this.#give(those, { from, to, access });
        if (reason === undefined) result.changed.push(...those.map(shown));
        else
          result.refused.push(
            ...those.map(each => ({ ...shown(each), reason })),
          );
      }
    } finally {
      this.#notify({
        from,
        to,
        actor: access.actor,
        // Of drafts nobody is told.
        actionItems: result.changed.filter(
          ({ actionItemId, postmortem }) =>
            actionItemId !== null && postmortem.status === 'published',
        ).length,
      });
    }
    return result;
  }

  /** @returns why it was refused */
  async #give(
    held: readonly Held[],
    { from, to, access }: { from: string; to: string; access: Access },
  ): Promise<string | undefined> {
    const { id, number } = held[0].postmortem;
    const items = new Set(held.map(each => each.actionItemId));
    const give = (document: PostmortemDocument) => ({
      ...document,
      ...(items.has(null) &&
        document.incidentCommander === from && { incidentCommander: to }),
      actionItems: document.actionItems.map(item =>
        items.has(item.id) && item.owner === from
          ? { ...item, owner: to }
          : item,
      ),
    });
    try {
      await audited(
        this.#auditor,
        {
          what: 'action-item',
          actionType: 'hand-over',
          meta: {
            id,
            number,
            from,
            to,
            actionItems: [...items].filter(item => item !== null),
            commander: items.has(null),
          },
        },
        () =>
          this.#editor.change(
            { id },
            {
              actor: access.actor,
              read: access.read,
              edit: stored => ({ document: give(toInput(stored)) }),
            },
          ),
      );
      return undefined;
    } catch (error) {
      if (
        isError(error) &&
        ['InputError', 'NotFoundError', 'ConflictError'].includes(error.name)
      )
        return error.message;
      throw error;
    }
  }
}

function shown({ owner: _, ...rest }: Held): HandedOver {
  return rest;
}
