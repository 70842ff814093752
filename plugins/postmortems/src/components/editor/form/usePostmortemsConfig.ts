import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { readPostmortemsConfig } from 'backstage-plugin-postmortems-common';
import { useMemo } from 'react';

/** The portal's `postmortems` configuration, complete. */
export function usePostmortemsConfig() {
  const config = useApi(configApiRef);
  return useMemo(() => readPostmortemsConfig(config), [config]);
}
