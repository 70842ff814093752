// SPDX-License-Identifier: Apache-2.0

import { AuditorService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  actionItemPatchSchema,
  causeInputSchema,
  entityRef,
  fieldMessage,
  instant,
  newId,
  postmortemInputSchema,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import {
  ChangeActionItemAsOptions,
  CreateAsOptions,
  PostmortemsWriter,
} from 'backstage-plugin-postmortems-node';
import { z } from 'zod';
import { audited } from '../http/audited';
import { refused } from '../http/errors';
import { parse } from '../http/parse';
import { CausesStore } from '../store/causes/CausesStore';
import { CauseWrites } from '../store/causes/CauseWrites';
import { PostmortemsStore } from '../store/postmortems/PostmortemsStore';
import { mustBeCategory } from './mustBeCategory';
import { patchActionItem } from './patchActionItem';
import { PostmortemEditor } from './PostmortemEditor';
import { writeOrRefuse } from './writeOrRefuse';

const optionsSchema = z.strictObject({
  id: z.guid().toLowerCase().optional(),
  input: postmortemInputSchema,
  actor: entityRef('user'),
  at: instant,
  publish: z.boolean().default(false),
  publishedAt: instant.optional(),
  causes: z.array(causeInputSchema).default([]),
});

const changeSchema = z.strictObject({
  postmortemId: z.guid().toLowerCase(),
  id: z.guid().toLowerCase(),
  patch: actionItemPatchSchema,
  actor: entityRef('user'),
  at: instant,
});

/** Writes for backend code, as {@link PostmortemsWriter} says. */
export class Writer implements PostmortemsWriter {
  readonly #auditor: AuditorService;
  readonly #postmortems: PostmortemsStore;
  readonly #causes: CausesStore;
  readonly #causeWrites: CauseWrites;
  /** Tells nobody: what it writes happened long ago. */
  readonly #silentEditor: PostmortemEditor;
  readonly #config: Pick<PostmortemsConfig, 'causeCategories' | 'timeZone'>;

  constructor(options: {
    auditor: AuditorService;
    postmortems: PostmortemsStore;
    causes: CausesStore;
    causeWrites: CauseWrites;
    silentEditor: PostmortemEditor;
    config: Pick<PostmortemsConfig, 'causeCategories' | 'timeZone'>;
  }) {
    this.#auditor = options.auditor;
    this.#postmortems = options.postmortems;
    this.#causes = options.causes;
    this.#causeWrites = options.causeWrites;
    this.#silentEditor = options.silentEditor;
    this.#config = options.config;
  }

  async has(id: string): Promise<boolean> {
    return (await this.#find(id)) !== undefined;
  }

  async createAs(options: CreateAsOptions) {
    const {
      id = newId(),
      input,
      actor,
      at,
      ...rest
    } = parse(optionsSchema, options);
    const publishedAt = rest.publish ? (rest.publishedAt ?? at) : undefined;
    if (publishedAt !== undefined && publishedAt < at)
      throw refused([fieldMessage('publishedAt', 'published-before-written')]);

    const there = await this.#find(id);
    if (there) return { id, number: there.number, created: false };
    return audited(
      this.#auditor,
      { what: 'postmortem', actionType: 'create', meta: { actor } },
      async () => {
        // All that can be refused is, before its causes are created.
        const draft = this.#silentEditor.draft(input, { actor, at });
        if (publishedAt !== undefined) this.#silentEditor.mustPassGate(draft);
        rest.causes.forEach(({ category }, index) =>
          mustBeCategory(category, this.#config, `causes.${index}.category`),
        );
        try {
          const { number } = await this.#silentEditor.create(input, {
            id,
            actor,
            at,
            publishedAt,
            causeIds: await this.#causeIds(rest.causes, { actor, at }),
          });
          return { id, number, created: true };
        } catch (error) {
          // Another replica may have been faster.
          const theirs = await this.#find(id);
          if (!theirs) throw error;
          return { id, number: theirs.number, created: false };
        }
      },
    );
  }

  async changeActionItemAs(options: ChangeActionItemAsOptions) {
    const { postmortemId, id, patch, actor, at } = parse(changeSchema, options);
    await audited(
      this.#auditor,
      { what: 'action-item', actionType: 'update', meta: { id, actor } },
      () =>
        this.#silentEditor.change(
          { id: postmortemId },
          {
            actor,
            at,
            read: { ownershipRefs: [actor], criteria: 'all' },
            edit: async stored => {
              const item = stored.actionItems.find(each => each.id === id);
              if (!item)
                throw new NotFoundError(`There is no action item '${id}'`);
              return patchActionItem(
                { stored, item, patch },
                {
                  timeZone: this.#config.timeZone,
                  current: async () => undefined,
                },
              );
            },
          },
        ),
    );
  }

  async #causeIds(
    causes: z.output<typeof causeInputSchema>[],
    by: { actor: string; at: string },
  ): Promise<string[]> {
    const ids: string[] = [];
    for (const cause of causes) {
      const known = await this.#causes.named(cause.name);
      const { id } =
        known ??
        (await audited(
          this.#auditor,
          { what: 'cause', actionType: 'create', meta: { actor: by.actor } },
          async () => ({
            id:
              (await writeOrRefuse(() =>
                this.#causeWrites.insert(cause, by),
              )) ??
              // Another replica may have been faster.
              (await this.#causes.named(cause.name))?.id,
          }),
        ));
      if (id) ids.push(id);
    }
    return ids;
  }

  async #find(id: string) {
    return (await this.#postmortems.getByIds([id.toLowerCase()]))[0];
  }
}
