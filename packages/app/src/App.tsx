// SPDX-License-Identifier: Apache-2.0

import { createApp } from '@backstage/frontend-defaults';
import { homeModule } from './home/homeModule';
import { navModule } from './nav/navModule';
import { signInModule } from './signIn/signInModule';

// The plugins are not listed here: `app.packages: all` in app-config.yaml
// finds them among the dependencies of this package.
export default createApp({
  features: [homeModule, navModule, signInModule],
});
