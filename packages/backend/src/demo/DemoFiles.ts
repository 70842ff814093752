import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Config } from '@backstage/config';
import { parse } from 'yaml';
import { z } from 'zod';

const demoSchema = z.object({
  /** The day on which the dates of the Markdown files were written. */
  anchorDay: z.iso.date(),
  /** Users who may enter without a password; the first is the default. */
  people: z.array(z.string()).min(1),
  postmortems: z.array(
    z.object({
      /** A file name in `postmortems/`. */
      file: z.string(),
      /** The user's name, as in the catalog. */
      author: z.string(),
      /** Whole days between the incident and its postmortem. */
      writtenDaysAfter: z.number().int().min(0),
      published: z.boolean(),
      /** The names of its confirmed causes. */
      causes: z.array(z.string()).default([]),
      /** The title of their category, in any case. */
      category: z.string().optional(),
    }),
  ),
});

/** What `demo.yaml` says: who is in the demo and what they wrote. */
export type Demo = z.infer<typeof demoSchema>;

/** One postmortem of {@link Demo}. */
export type DemoPostmortem = Demo['postmortems'][number];

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
