// SPDX-License-Identifier: Apache-2.0

import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  HomePageLayoutBlueprint,
  HomePageWidgetBlueprint,
} from '@backstage/plugin-home-react/alpha';

const layout = HomePageLayoutBlueprint.make({
  params: {
    loader: () => import('./HomeLayout').then(m => m.HomeLayout),
  },
});

const firstSteps = HomePageWidgetBlueprint.make({
  name: 'first-steps',
  params: {
    name: 'FirstSteps',
    title: 'First steps',
    description: 'Where to begin in this demo',
    components: () => import('./FirstSteps'),
  },
});

/** What the landing page shows besides the widgets of the plugins. */
export const homeModule = createFrontendModule({
  pluginId: 'home',
  extensions: [layout, firstSteps],
});
