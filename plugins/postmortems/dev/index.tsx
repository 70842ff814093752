// SPDX-License-Identifier: Apache-2.0

/**
 * `yarn start` in this folder: the plugin on its own, with a catalog of four
 * entities and postmortems in memory, at http://localhost:3000.
 */
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend -- this is the app of the plugin
import '@backstage/ui/css/styles.css';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import appPlugin from '@backstage/plugin-app';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import ReactDOM from 'react-dom/client';
import plugin, { postmortemsApiRef } from '../src';
import { entities } from './examples';
import { MemoryPostmortems } from './MemoryPostmortems';

const withoutSignIn = appPlugin.withOverrides({
  extensions: [
    appPlugin.getExtension('sign-in-page:app').override({ disabled: true }),
  ],
});

const catalogOfExamples = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => new InMemoryCatalogClient({ entities }),
        }),
    }),
  ],
});

const postmortemsInMemory = createFrontendModule({
  pluginId: 'postmortems',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: postmortemsApiRef,
          deps: {},
          factory: () => new MemoryPostmortems(),
        }),
    }),
  ],
});

if (window.location.pathname === '/')
  window.history.replaceState(
    null,
    '',
    '/catalog/default/component/payment/postmortems',
  );

const app = createApp({
  features: [
    withoutSignIn,
    catalogPlugin,
    catalogOfExamples,
    plugin,
    postmortemsInMemory,
  ],
});

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
