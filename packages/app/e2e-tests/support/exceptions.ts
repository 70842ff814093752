// SPDX-License-Identifier: Apache-2.0

/**
 * What the tests let pass because it is not ours, each with its reason.
 * Nothing that the plugin itself renders belongs here.
 */

/** What Backstage and its libraries say in the console while in development. */
export const knownNoise: RegExp[] = [
  // Material UI 4 and material-table, which Backstage uses, under React 18
  /findDOMNode is deprecated/,
  /Support for defaultProps will be removed/,
  /validateDOMNesting/,
  /registered as IconComponent/,
  /columns provided to material table/,
  // the filters of the portal's search page
  /A `textValue` prop is required for <Tag> elements/,
  // the filters of the portal's page of notifications
  /If you do not provide a visible label, .*react-aria/,
  // Backstage's own pages, under Backstage 1.57; ours say how they are routed
  /Extension '(?!.*postmortems).*' uses implicit React Router v6 routing/,
  // the connection for live notifications, cut by leaving a page
  /wss?:\/\/\S+\/api\/signals/,
];

/** Parts of Backstage's own components, inside the pages, that axe finds fault with. */
export const axeExceptions: Array<{ selector: string; reason: string }> = [
  {
    selector: '[class*="UnreadNotificationsCard"]',
    reason:
      'the secondary text of @backstage/ui in the dark theme, in the card of notifications on the home page',
  },
];
