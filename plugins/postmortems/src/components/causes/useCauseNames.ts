import { useApi } from '@backstage/core-plugin-api';
import { CauseRef } from 'backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../api';
import { useRequest } from '../common/useRequest';

/** The causes with these ids, without those that cannot be had. */
export function useCauseNames(ids: readonly string[]): CauseRef[] {
  const api = useApi(postmortemsApiRef);
  const { value } = useRequest(
    async signal => {
      const answers = await Promise.allSettled(
        ids.map(id => api.cause(id, signal)),
      );
      return answers.flatMap(answer =>
        answer.status === 'fulfilled' ? [answer.value] : [],
      );
    },
    [api, ids.join(' ')],
  );
  // What was asked before may have been another postmortem's.
  return (value ?? []).filter(({ id }) => ids.includes(id));
}
