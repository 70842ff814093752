// SPDX-License-Identifier: Apache-2.0

import { configApiRef, useApi } from '@backstage/core-plugin-api';
import {
  PostmortemsConfig,
  readPostmortemsConfig,
  SeverityConfig,
} from 'backstage-plugin-postmortems-common';
import { useMemo } from 'react';

/** The configuration under `postmortems`, complete. */
export function usePostmortemsConfig(): PostmortemsConfig {
  const config = useApi(configApiRef);
  return useMemo(() => readPostmortemsConfig(config), [config]);
}

/** The configured severities, the worst first. */
export function useSeverities(): SeverityConfig[] {
  return usePostmortemsConfig().severities;
}
