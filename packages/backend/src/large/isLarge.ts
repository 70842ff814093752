// SPDX-License-Identifier: Apache-2.0

import { Config } from '@backstage/config';

/** Whether the demo is to have a large catalog; never outside development. */
export function isLarge(config: Config): boolean {
  return (
    process.env.NODE_ENV === 'development' &&
    (config.getOptionalBoolean('demo.large') ?? false)
  );
}
