// SPDX-License-Identifier: Apache-2.0

import {
  Link as PortalLink,
  LinkButton as PortalLinkButton,
  LinkButtonProps,
  LinkProps,
} from '@backstage/core-components';
import { forwardRef } from 'react';

// The links of `@backstage/ui` would stand out among Material UI's, and need a
// stylesheet that apps of the legacy frontend system do not load.

/** A link, within the portal or out of it. */
export const Link = forwardRef<any, LinkProps>((props, ref) => (
  <PortalLink ref={ref} {...props} />
));

/** A link that looks like a button. */
export const LinkButton = forwardRef<any, LinkButtonProps>((props, ref) => (
  <PortalLinkButton ref={ref} {...props} />
));
