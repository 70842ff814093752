// SPDX-License-Identifier: Apache-2.0

/**
 * The Postmortems tab, pages and cards, for Backstage's frontend system. Apps
 * of the legacy system import from `backstage-plugin-postmortems/legacy`.
 *
 * @packageDocumentation
 */
export { postmortemsPlugin as default } from './plugin';
export { postmortemsApiRef } from './api';
export {
  MyActionItemsSidebarItem,
  type MyActionItemsSidebarItemProps,
} from './components/sidebar/MyActionItemsSidebarItem';
export { postmortemsTranslationRef } from './translation';
