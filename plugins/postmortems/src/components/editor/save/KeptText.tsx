// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Alert from '@material-ui/lab/Alert';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { postmortemsTranslationRef } from '../../../translation';
import { useFormat } from '../../common/useFormat';
import { asNewDraft } from './asNewDraft';
import { HandOut } from './HandOut';
import { LocalCopies } from './localCopies';

/**
 * Hands out what this browser kept of a postmortem that can no longer be
 * changed: it was deleted, or belongs to others now.
 */
export const KeptText = (props: {
  copies: LocalCopies;
  /** The postmortem's id, or its number as in the address. */
  of: string;
}) => {
  const { copies, of } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { value = [], retry } = useAsyncRetry(
    () => copies.of(of),
    [copies, of],
  );

  const move = async (from: string, key: string) => {
    const copy = await copies.take(from, key);
    if (!copy) {
      retry();
      return false;
    }
    const { values, unread, keptAt } = copy;
    copies.put(key, { values: asNewDraft(values), unread, keptAt });
    return true;
  };

  return (
    <>
      {value.map(({ key, copy }) => (
        <Alert
          key={key}
          severity="info"
          style={{ marginTop: 16 }}
          action={
            <HandOut read={() => copy.values} moveTo={to => move(key, to)} />
          }
        >
          {t('editor.restore.left', {
            time: format.moment(copy.keptAt),
          })}
        </Alert>
      ))}
    </>
  );
};
