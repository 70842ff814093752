// SPDX-License-Identifier: Apache-2.0

import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import { newId } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { postmortemsApiRef } from '../../../api';
import { editPostmortemRouteRef } from '../../../routes';
import { postmortemsTranslationRef } from '../../../translation';
import { useFormat } from '../../common/useFormat';
import { LocalCopies, LocalCopy } from './localCopies';
import { CreatedDraft, settleCreated } from './settleCreated';

/**
 * Offers what was begun in this browser and never reached the server, or did
 * and its writer was not told.
 */
export const UnsentDrafts = (props: {
  userEntityRef: string;
  copies: LocalCopies;
  /** The key of what is being written now. */
  except: string;
  /** With the key to go on under. */
  onContinue: (key: string, copy: LocalCopy) => void;
}) => {
  const { userEntityRef, copies, except, onContinue } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const api = useApi(postmortemsApiRef);
  const navigate = useNavigate();
  const editLink = useRouteRef(editPostmortemRouteRef);
  // Once found, they are drafts with an id and not looked for again.
  const [created, setCreated] = useState<CreatedDraft[]>([]);
  const { value: drafts = [], retry } = useAsyncRetry(async () => {
    const settled = await settleCreated({ api, copies, userEntityRef, except });
    setCreated(before => [...before, ...settled.created]);
    return settled.unsent;
  }, [api, copies, userEntityRef, except]);

  const goOn = async (from: string) => {
    const key = newId();
    const copy = await copies.take(from, key);
    if (copy) onContinue(key, copy);
    else retry();
  };

  return (
    <>
      {created.map(({ key, copy, postmortem: { number } }) => (
        <Alert
          key={key}
          severity="info"
          style={{ marginBottom: 16 }}
          action={
            <Button
              size="small"
              color="inherit"
              onClick={() => navigate(editLink({ id: `PM-${number}` }))}
            >
              {t('editor.restore.continue')}
            </Button>
          }
        >
          {t('editor.restore.created', {
            title: copy.values.title,
            time: format.moment(copy.keptAt),
            number: String(number),
          })}
        </Alert>
      ))}
      {drafts.map(({ key, copy, unsure }) => (
        <Alert
          key={key}
          severity="info"
          style={{ marginBottom: 16 }}
          action={
            <>
              <Button size="small" color="inherit" onClick={() => goOn(key)}>
                {t('editor.restore.continue')}
              </Button>
              <Button
                size="small"
                color="inherit"
                onClick={() => {
                  copies.remove(key);
                  retry();
                }}
              >
                {t('editor.restore.discard')}
              </Button>
            </>
          }
        >
          {t(unsure ? 'editor.restore.unsure' : 'editor.restore.unsent', {
            title: copy.values.title || t('editor.restore.untitled'),
            time: format.moment(copy.keptAt),
          })}
        </Alert>
      ))}
    </>
  );
};
