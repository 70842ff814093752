// SPDX-License-Identifier: Apache-2.0

/**
 * The same pages, tab and cards for apps of the legacy frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createCardExtension } from '@backstage/plugin-home-react';
import { createSearchResultListItemExtension } from '@backstage/plugin-search-react';
import { createPostmortemsApi, postmortemsApiRef } from './api';
import {
  actionItemsRouteRef,
  entityContentRouteRef,
  myActionItemsRouteRef,
  rootRouteRef,
} from './routes';

export { isPostmortemsAvailable } from './isPostmortemsAvailable';
export { postmortemsApiRef } from './api';
export {
  MyActionItemsSidebarItem,
  type MyActionItemsSidebarItemProps,
} from './components/sidebar/MyActionItemsSidebarItem';
export type { PostmortemSearchResultListItemProps } from './components/search/PostmortemSearchResultListItem';
export { postmortemsTranslationRef } from './translation';

/** @public */
export const postmortemsPlugin = createPlugin({
  id: 'postmortems',
  apis: [
    createApiFactory({
      api: postmortemsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => createPostmortemsApi({ fetchApi }),
    }),
  ],
  routes: {
    root: rootRouteRef,
    actionItems: actionItemsRouteRef,
    myActionItems: myActionItemsRouteRef,
    entityContent: entityContentRouteRef,
  },
});

/**
 * All postmortems and the pages below, for `<Route path="/postmortems">`.
 *
 * @public
 */
export const PostmortemsPage = postmortemsPlugin.provide(
  createRoutableExtension({
    name: 'PostmortemsPage',
    component: () =>
      import('./components/LegacyPages').then(m => m.LegacyPostmortemsPage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * For `<Route path="/my-action-items">`: leads to one's own action items.
 *
 * @public
 */
export const MyActionItemsPage = postmortemsPlugin.provide(
  createRoutableExtension({
    name: 'MyActionItemsPage',
    component: () =>
      import('./components/LegacyPages').then(m => m.LegacyMyActionItemsPage),
    mountPoint: myActionItemsRouteRef,
  }),
);

/**
 * The tab, for `<EntityLayout.Route path="/postmortems">`.
 *
 * @public
 */
export const EntityPostmortemsContent = postmortemsPlugin.provide(
  createRoutableExtension({
    name: 'EntityPostmortemsContent',
    component: () =>
      import('./components/tab/EntityPostmortems').then(
        m => m.EntityPostmortems,
      ),
    mountPoint: entityContentRouteRef,
  }),
);

/**
 * The card for an entity's overview.
 *
 * @public
 */
export const EntityPostmortemsCard = postmortemsPlugin.provide(
  createComponentExtension({
    name: 'EntityPostmortemsCard',
    component: {
      lazy: () =>
        import('./components/overviewCard/EntityPostmortemsCard').then(
          m => m.EntityPostmortemsCard,
        ),
    },
  }),
);

/**
 * The card for the overview of a group, and for that of a user, where it is
 * shown to that user only.
 *
 * @public
 */
export const EntityActionItemsCard = postmortemsPlugin.provide(
  createComponentExtension({
    name: 'EntityActionItemsCard',
    component: {
      lazy: () =>
        import('./components/ownerCard/EntityActionItemsCard').then(
          m => m.EntityActionItemsCard,
        ),
    },
  }),
);

/**
 * The widget for a home page of the legacy system. Its `title` is a property,
 * for a portal in another language.
 *
 * @public
 */
export const MyActionItemsHomeCard = postmortemsPlugin.provide(
  createCardExtension({
    name: 'MyActionItems',
    title: 'My action items',
    components: () =>
      import('./components/actionItems/MyActionItemsWidget').then(m => ({
        Content: m.MyActionItemsWidget,
      })),
  }),
);

/**
 * A postmortem among the results of Backstage search, for the items of
 * `<SearchResult>`.
 *
 * @public
 */
export const PostmortemSearchResultListItem = postmortemsPlugin.provide(
  createSearchResultListItemExtension({
    name: 'PostmortemSearchResultListItem',
    component: () =>
      import('./components/search/PostmortemSearchResultListItem').then(
        m => m.PostmortemSearchResultListItem,
      ),
    predicate: result => result.type === 'postmortems',
  }),
);
