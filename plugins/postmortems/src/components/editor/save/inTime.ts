// SPDX-License-Identifier: Apache-2.0

import {
  PostmortemsApi,
  withinTime,
} from 'backstage-plugin-postmortems-common';

const LIMIT_MS = 30_000;

/** Rejects when a call takes longer: it is then one without an answer. */
export const inTime = <T>(call: Promise<T>) => withinTime(LIMIT_MS, () => call);

/** What saving needs of the API. */
export type SavingApi = Pick<
  PostmortemsApi,
  'create' | 'save' | 'publish' | 'list' | 'get'
>;

/** The same API, none of whose calls is waited for without end. */
export function answeringInTime(api: SavingApi): SavingApi {
  return {
    create: (...call) => inTime(api.create(...call)),
    save: (...call) => inTime(api.save(...call)),
    publish: (...call) => inTime(api.publish(...call)),
    list: (...call) => inTime(api.list(...call)),
    get: (...call) => inTime(api.get(...call)),
  };
}
