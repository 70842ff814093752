// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import {
  PostmortemsApi,
  TrackerList,
} from 'backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../api';
import { useRequest } from '../kit/useRequest';

type Trackers = TrackerList['items'];

/** Which there are changes with the portal's configuration only. */
const known = new WeakMap<PostmortemsApi, Promise<Trackers>>();

function trackersOf(api: PostmortemsApi): Promise<Trackers> {
  const asked = known.get(api);
  if (asked) return asked;
  const asking = api.trackers({}).then(
    ({ items }) => items,
    error => {
      known.delete(api);
      throw error;
    },
  );
  known.set(api, asking);
  return asking;
}

/** The issue trackers of this portal; none while that is not known. */
export function useTrackers(): Trackers {
  const api = useApi(postmortemsApiRef);
  return useRequest(() => trackersOf(api), [api]).value ?? [];
}
