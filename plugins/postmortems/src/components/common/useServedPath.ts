// SPDX-License-Identifier: Apache-2.0

import { useHref } from 'react-router-dom';

/**
 * Makes of a route's path the one that the browser knows: an app may be served
 * under a path of its own (`/portal`), which routes are written without.
 */
export function useServedPath(): (path: string) => string {
  const base = useHref('/').replace(/\/$/, '');
  return path => `${base}${path}`;
}
