import { AuditorService } from '@backstage/backend-plugin-api';
import {
  entityRef,
  instant,
  newId,
  postmortemInputSchema,
} from 'backstage-plugin-postmortems-common';
import {
  CreateAsOptions,
  PostmortemsWriter,
} from 'backstage-plugin-postmortems-node';
import { z } from 'zod';
import { refused } from '../errors';
import { audited } from '../http/audited';
import { parse } from '../http/parse';
import { PostmortemsStore } from '../store/PostmortemsStore';
import { PostmortemEditor } from './PostmortemEditor';

const optionsSchema = z.strictObject({
  id: z.guid('must be a UUID').toLowerCase().optional(),
  input: postmortemInputSchema,
  actor: entityRef('user'),
  at: instant,
  publish: z.boolean().default(false),
  publishedAt: instant.optional(),
});

/** Writes for backend code, as {@link PostmortemsWriter} says. */
export class Writer implements PostmortemsWriter {
  readonly #auditor: AuditorService;
  readonly #store: PostmortemsStore;
  readonly #editor: PostmortemEditor;

  constructor(options: {
    auditor: AuditorService;
    store: PostmortemsStore;
    /** One that tells nobody. */
    editor: PostmortemEditor;
  }) {
    this.#auditor = options.auditor;
    this.#store = options.store;
    this.#editor = options.editor;
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
      throw refused([
        { field: 'publishedAt', message: 'must not be before at' },
      ]);

    const there = await this.#find(id);
    if (there) return { id, number: there.number, created: false };
    return audited(
      this.#auditor,
      { what: 'postmortem', actionType: 'create', meta: { actor } },
      async () => {
        try {
          const { number } = await this.#editor.create(input, {
            id,
            actor,
            at,
            publishedAt,
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

  async #find(id: string) {
    return (await this.#store.getByIds([id.toLowerCase()]))[0];
  }
}
