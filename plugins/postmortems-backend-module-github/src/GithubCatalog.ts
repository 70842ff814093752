// SPDX-License-Identifier: Apache-2.0

import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';

const PROJECT_SLUG = 'github.com/project-slug';
const USER_LOGIN = 'github.com/user-login';

/** What the catalog knows of GitHub. */
export class GithubCatalog {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  /** The repositories that entities name. */
  async repositoriesOf(refs: readonly string[]): Promise<string[]> {
    if (refs.length === 0) return [];
    const { items } = await this.#catalog.getEntitiesByRefs(
      {
        entityRefs: [...refs],
        fields: ['kind', 'metadata'],
      },
      await this.#asThisPlugin(),
    );
    return items.flatMap(
      entity => entity?.metadata.annotations?.[PROJECT_SLUG] ?? [],
    );
  }

  /** The login of a user; `undefined` where the catalog does not know it. */
  async loginOf(ref: string): Promise<string | undefined> {
    const entity = await this.#catalog.getEntityByRef(
      ref,
      await this.#asThisPlugin(),
    );
    return entity?.metadata.annotations?.[USER_LOGIN];
  }

  /** The users with these logins, by login in lower case. */
  async usersWith(logins: readonly string[]): Promise<Map<string, string>> {
    const wanted = [...new Set(logins.map(login => login.toLowerCase()))];
    if (wanted.length === 0) return new Map();
    const { items } = await this.#catalog.getEntities(
      {
        filter: {
          kind: 'User',
          [`metadata.annotations.${USER_LOGIN}`]: wanted,
        },
        fields: ['kind', 'metadata'],
      },
      await this.#asThisPlugin(),
    );
    return new Map(
      items.map(({ metadata }) => [
        metadata.annotations![USER_LOGIN].toLowerCase(),
        `user:${metadata.namespace ?? 'default'}/${metadata.name}`.toLowerCase(),
      ]),
    );
  }

  async #asThisPlugin() {
    return { credentials: await this.#auth.getOwnServiceCredentials() };
  }
}
