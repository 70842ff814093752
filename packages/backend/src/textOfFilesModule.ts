// SPDX-License-Identifier: Apache-2.0

import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  catalogProcessingExtensionPoint,
  PlaceholderResolver,
} from '@backstage/plugin-catalog-node';

/** `$text: ./openapi.yaml` beside an entity that is read from disk, where Backstage itself takes URLs only. */
const textOfFile: PlaceholderResolver = async params => {
  const { key, value, baseUrl, read, resolveUrl } = params;
  if (typeof value !== 'string')
    throw new InputError(`Placeholder $${key} must be a path or a URL`);
  const text = isAbsolute(baseUrl)
    ? await readFile(join(dirname(baseUrl), value))
    : await read(resolveUrl(value, baseUrl));
  return text.toString('utf8');
};

/** So that catalog-info.yaml can name the description of the API as it would in a repository. */
export default createBackendModule({
  pluginId: 'catalog',
  moduleId: 'text-of-files',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addPlaceholderResolver('text', textOfFile);
      },
    });
  },
});
