// SPDX-License-Identifier: Apache-2.0

import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import {
  newId,
  Postmortem,
  isResponseError,
} from 'backstage-plugin-postmortems-common';
import { useEffect, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { useFormat } from '../common/useFormat';
import { PageContent } from '../kit/PageContent';
import { NotFound } from '../postmortem/NotFound';
import { documentOf } from './form/document';
import { useEditor, useSaveState } from './form/EditorContext';
import { useLocalCopies } from './form/useEditorSetup';
import { PostmortemEditor } from './PostmortemEditor';
import { KeptText } from './save/KeptText';
import { LocalCopies, LocalCopy } from './save/localCopies';

/** Says that text was taken up again, and offers to drop it. */
const Restored = (props: { copy: LocalCopy }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { saver } = useEditor();
  const isUntouched = useSaveState(state => state.held);
  const [open, setOpen] = useState(true);
  // Once it is saved there is nothing left to drop.
  useEffect(
    () =>
      saver.subscribe(() => {
        if (saver.getState().phase === 'saved') setOpen(false);
      }),
    [saver],
  );
  if (!open) return null;
  const time = format.moment(props.copy.keptAt);
  return (
    <Alert
      severity="info"
      style={{ marginBottom: 16 }}
      onClose={() => setOpen(false)}
      closeText={t('editor.restore.close')}
      // It would drop what was written since as well.
      action={
        isUntouched && (
          <Button
            size="small"
            color="inherit"
            onClick={() => {
              saver.discard();
              setOpen(false);
            }}
          >
            {t('editor.restore.useSaved')}
          </Button>
        )
      }
    >
      {t('editor.restore.restored', { time })}
    </Alert>
  );
};

const EditLoaded = (props: {
  postmortem: Postmortem;
  userEntityRef: string;
  copies: LocalCopies;
}) => {
  const { postmortem, userEntityRef, copies } = props;
  const [initial] = useState(() => documentOf(postmortem));
  const [copyKey] = useState(newId);
  const kept = useAsync(async () => {
    const [newest] = await copies.of(postmortem.id);
    return newest && copies.take(newest.key, copyKey);
  }, [copies, postmortem.id, copyKey]);
  const copy = kept.value;
  if (kept.loading) return <Progress />;
  return (
    <PostmortemEditor
      userEntityRef={userEntityRef}
      copies={copies}
      initial={initial}
      postmortem={postmortem}
      copy={copy}
      copyKey={copyKey}
      intro={copy && <Restored copy={copy} />}
    />
  );
};

/** Edits a postmortem; text that this browser kept is taken up again. */
export const EditPostmortem = (props: { id: string }) => {
  const { id } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const local = useLocalCopies();
  const loaded = useAsyncRetry(() => api.get({ id }), [api, id]);
  const error = loaded.error ?? local.error;
  let body = <Progress />;
  if (isResponseError(error) && error.statusCode === 404)
    body = (
      <>
        <NotFound id={id} />
        {local.value && <KeptText copies={local.value.copies} of={id} />}
      </>
    );
  else if (error)
    body = (
      <ErrorState
        title={t('editor.loadFailed')}
        error={error}
        onRetry={loaded.retry}
      />
    );
  else if (loaded.value && !loaded.value.can.update)
    body = (
      <>
        <Alert severity="info">{t('editor.mayNotEdit')}</Alert>
        {local.value && (
          <KeptText copies={local.value.copies} of={loaded.value.id} />
        )}
      </>
    );
  else if (loaded.value && local.value)
    body = (
      <EditLoaded
        key={loaded.value.id}
        postmortem={loaded.value}
        {...local.value}
      />
    );
  return <PageContent>{body}</PageContent>;
};
