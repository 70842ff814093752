// SPDX-License-Identifier: Apache-2.0

import {
  Cause,
  CauseInput,
  Postmortem,
  PostmortemsApi,
  isResponseError,
} from 'backstage-plugin-postmortems-common';

/** How often a change is made once more to what others have saved meanwhile. */
const RETRIES = 3;

/**
 * Changes the confirmed causes of a postmortem as they are now, so that what
 * somebody else confirmed meanwhile stays.
 */
export async function changeCauses(
  api: Pick<PostmortemsApi, 'get' | 'setCauses'>,
  id: string,
  change: (causeIds: string[]) => string[],
): Promise<Postmortem> {
  for (let retries = RETRIES; ; retries--) {
    const { causeIds, version } = await api.get({ id });
    try {
      return await api.setCauses({
        id,
        version,
        body: { causeIds: [...new Set(change(causeIds))] },
      });
    } catch (error) {
      if (retries === 0 || !isResponseError(error) || error.statusCode !== 409)
        throw error;
    }
  }
}

/** Creates a cause; where its name is taken, it is the one that has it. */
export async function createOrFindCause(
  api: Pick<PostmortemsApi, 'createCause'>,
  input: CauseInput,
): Promise<Pick<Cause, 'id' | 'name'>> {
  try {
    return await api.createCause({ body: input });
  } catch (error) {
    const known = (error as { body?: { error?: { current?: Cause } } }).body
      ?.error?.current;
    if (known?.id) return known;
    throw error;
  }
}
