// SPDX-License-Identifier: Apache-2.0

import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** The plugin's database, with its tables as this release needs them. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const db = await database.getClient();
  if (!database.migrations?.skip)
    await db.migrate.latest({
      directory: resolvePackagePath(
        'backstage-plugin-postmortems-backend',
        'migrations',
      ),
    });
  return db;
}
