// SPDX-License-Identifier: Apache-2.0

import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
  PluginHeaderActionBlueprint,
  routeResolutionApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import DoneAllIcon from '@material-ui/icons/DoneAll';
import HistoryIcon from '@material-ui/icons/History';
import { AFFECTED_KINDS } from 'backstage-plugin-postmortems-common';
import { ReactElement } from 'react';
import { createPostmortemsApi, postmortemsApiRef } from './api';
import { HeaderActionsPlace } from './components/kit/HeaderActions';
import { TAB_KINDS } from './isPostmortemsAvailable';
import {
  actionItemsRouteRef,
  causeRouteRef,
  causesRouteRef,
  editPostmortemRouteRef,
  entityContentRouteRef,
  importRouteRef,
  myActionItemsRouteRef,
  newPostmortemRouteRef,
  postmortemRouteRef,
  rootRouteRef,
  teamReviewRouteRef,
} from './routes';
import { postmortemsTranslationRef } from './translation';
import { actionItemsMessages } from './translation/actionItems';
import { commonMessages } from './translation/common';

/**
 * A title in the reader's language. Before Backstage 1.57 a title is plain
 * text, and a translation ref is no function; hence the type, which is what
 * both releases accept.
 */
function title(
  key: 'common.postmortems' | 'actionItems.title',
  plain: string,
): string {
  const ref: unknown = postmortemsTranslationRef;
  return typeof ref === 'function' ? ref(key) : plain;
}

const POSTMORTEMS = title('common.postmortems', commonMessages.postmortems);
const MY_ACTION_ITEMS = title('actionItems.title', actionItemsMessages.title);

/**
 * The page under React Router, which Backstage 1.57 no longer implies. Before
 * it, it does, and an app cannot answer what the adapter asks it for.
 */
async function routed(page: Promise<ReactElement>): Promise<ReactElement> {
  const { ReactRouterV6PageRouter } =
    await import('@backstage/frontend-adapter-react-router-v6');
  const content = await page;
  const Routed = () =>
    'resolvePath' in useApi(routeResolutionApiRef) ? (
      <ReactRouterV6PageRouter>{content}</ReactRouterV6PageRouter>
    ) : (
      content
    );
  return <Routed />;
}

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: postmortemsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => createPostmortemsApi({ fetchApi }),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/postmortems',
    title: POSTMORTEMS,
    icon: <HistoryIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
    loader: () =>
      routed(
        import('./components/PostmortemsRouter').then(m => (
          <m.PostmortemsRouter />
        )),
      ),
  },
});

const myActionItemsPage = PageBlueprint.make({
  name: 'my-action-items',
  params: {
    path: '/my-action-items',
    title: MY_ACTION_ITEMS,
    icon: <DoneAllIcon fontSize="inherit" />,
    routeRef: myActionItemsRouteRef,
    loader: () =>
      routed(
        import('./components/actionItems/MyActionItemsPage').then(m => (
          <m.MyActionItemsPage />
        )),
      ),
  },
});

const headerActions = PluginHeaderActionBlueprint.make({
  params: { loader: async () => <HeaderActionsPlace /> },
});

const entityContent = EntityContentBlueprint.make({
  params: {
    path: '/postmortems',
    title: POSTMORTEMS,
    group: 'operation',
    icon: <HistoryIcon />,
    routeRef: entityContentRouteRef,
    filter: { kind: { $in: [...TAB_KINDS] } },
    loader: () =>
      routed(
        import('./components/tab/EntityPostmortems').then(m => (
          <m.EntityPostmortems />
        )),
      ),
  },
});

const entityCard = EntityCardBlueprint.make({
  params: {
    type: 'content',
    filter: { kind: { $in: [...AFFECTED_KINDS] } },
    loader: () =>
      import('./components/overviewCard/EntityPostmortemsCard').then(m => (
        <m.EntityPostmortemsCard />
      )),
  },
});

const actionItemsCard = EntityCardBlueprint.make({
  name: 'action-items',
  params: {
    type: 'content',
    filter: { kind: { $in: ['group', 'user'] } },
    loader: () =>
      import('./components/ownerCard/EntityActionItemsCard').then(m => (
        <m.EntityActionItemsCard />
      )),
  },
});

const homeWidget = HomePageWidgetBlueprint.make({
  name: 'my-action-items',
  params: {
    name: 'MyActionItems',
    title: actionItemsMessages.title,
    description: 'What I and my groups promised in postmortems, overdue first',
    components: () =>
      import('./components/actionItems/MyActionItemsWidget').then(m => ({
        Content: m.MyActionItemsWidget,
      })),
    layout: {
      width: { minColumns: 4, defaultColumns: 6 },
      height: { minRows: 3, defaultRows: 5 },
    },
  },
});

// What the search module indexes.
const SEARCH_TYPE = 'postmortems';

const searchResult = SearchResultListItemBlueprint.make({
  params: {
    icon: <HistoryIcon />,
    predicate: result => result.type === SEARCH_TYPE,
    component: () =>
      import('./components/search/PostmortemSearchResultListItem').then(
        m => m.PostmortemSearchResultListItem,
      ),
  },
});

const searchType = SearchFilterResultTypeBlueprint.make({
  params: {
    value: SEARCH_TYPE,
    name: commonMessages.postmortems,
    icon: <HistoryIcon />,
  },
});

/**
 * The Postmortems plugin: a tab and a card on every component, system, API,
 * resource and domain, a tab on every group for what it owns, a card on groups
 * and on one's own page for what was promised, the pages to read and write
 * postmortems, and everybody's own action items as a page and on the home page.
 *
 * @public
 */
export const postmortemsPlugin = createFrontendPlugin({
  pluginId: 'postmortems',
  title: commonMessages.postmortems,
  icon: <HistoryIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    newPostmortem: newPostmortemRouteRef,
    import: importRouteRef,
    postmortem: postmortemRouteRef,
    editPostmortem: editPostmortemRouteRef,
    actionItems: actionItemsRouteRef,
    causes: causesRouteRef,
    cause: causeRouteRef,
    teamReview: teamReviewRouteRef,
    myActionItems: myActionItemsRouteRef,
    entityContent: entityContentRouteRef,
  },
  extensions: [
    api,
    page,
    myActionItemsPage,
    headerActions,
    entityContent,
    entityCard,
    actionItemsCard,
    homeWidget,
    searchResult,
    searchType,
  ],
});
