// SPDX-License-Identifier: Apache-2.0

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Config } from '@backstage/config';
import { parse } from 'yaml';
import { z } from 'zod';

const demoSchema = z
  .object({
    /** The day on which the dates of the Markdown files were written. */
    anchorDay: z.iso.date(),
    /** Users who may enter without a password; the first is the default. */
    people: z.array(z.string()).min(1),
    /** Users who own and command things, and are not in the catalog. */
    left: z.array(z.string()).default([]),
    causes: z.array(
      z.object({
        name: z.string(),
        /** The title of its category, in any case. */
        category: z.string(),
        description: z.string().optional(),
      }),
    ),
    postmortems: z.array(
      z.object({
        /** A file name in `postmortems/`. */
        file: z.string(),
        /** The user's name, as in the catalog. */
        author: z.string(),
        /** Whole days between the incident and its postmortem. */
        writtenDaysAfter: z.number().int().min(0),
        published: z.boolean(),
        /** The names of its confirmed causes, each one of `causes`. */
        causes: z.array(z.string()).default([]),
        /** What was changed of its action items since it was published. */
        changes: z
          .array(
            z.object({
              /** How its description begins. */
              item: z.string(),
              /** When, and by which user. */
              day: z.iso.date(),
              by: z.string(),
              dueDate: z.iso.date(),
            }),
          )
          .default([]),
      }),
    ),
  })
  .superRefine(({ causes, postmortems }, context) => {
    const known = new Set(causes.map(({ name }) => name));
    for (const [index, { causes: names }] of postmortems.entries())
      for (const name of names)
        if (!known.has(name))
          context.addIssue({
            code: 'custom',
            path: ['postmortems', index, 'causes'],
            message: `"${name}" is not one of the causes`,
          });
  });

/** What `demo.yaml` says: who is in the demo and what they wrote. */
export type Demo = z.infer<typeof demoSchema>;

/** One postmortem of {@link Demo}. */
export type DemoPostmortem = Demo['postmortems'][number];

/** One cause of {@link Demo}. */
export type DemoCause = Demo['causes'][number];

/** Reads the demo's folder, named by the config key `demo.path`. */
export class DemoFiles {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static fromConfig(config: Config): DemoFiles {
    return new DemoFiles(
      path.resolve(config.getOptionalString('demo.path') ?? '../../examples'),
    );
  }

  /** Reads `demo.yaml`. Throws when it is missing or not in shape. */
  async read(): Promise<Demo> {
    const file = path.join(this.#folder, 'demo.yaml');
    return demoSchema.parse(parse(await readFile(file, 'utf8')));
  }

  /** The Markdown of one postmortem. */
  async markdown(file: string): Promise<string> {
    return readFile(path.join(this.#folder, 'postmortems', file), 'utf8');
  }
}
