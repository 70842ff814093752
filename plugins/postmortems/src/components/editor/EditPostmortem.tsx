// SPDX-License-Identifier: Apache-2.0

import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Alert from '@material-ui/lab/Alert';
import {
  newId,
  Postmortem,
  isResponseError,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { PageContent } from '../kit/PageContent';
import { useRequest } from '../kit/useRequest';
import { NotFound } from '../postmortem/NotFound';
import { documentOf } from './form/document';
import { useBrowserCopies } from './save/useSaving';
import { PostmortemEditor } from './PostmortemEditor';
import { BrowserCopies } from './save/BrowserCopies';
import { RestoredText } from './save/LeftoverInForm';
import { LeftoverText } from './save/LeftoverText';

const EditLoaded = (props: {
  postmortem: Postmortem;
  userEntityRef: string;
  copies: BrowserCopies;
}) => {
  const { postmortem, userEntityRef, copies } = props;
  const [initial] = useState(() => documentOf(postmortem));
  const [copyKey] = useState(newId);
  const kept = useRequest(async () => {
    const [newest] = await copies.ofPostmortem(postmortem.id);
    return newest && copies.take(newest.key, copyKey);
  }, [copies, postmortem.id, copyKey]);
  if (kept.loading) return <Progress />;
  return (
    <PostmortemEditor
      userEntityRef={userEntityRef}
      copies={copies}
      initial={initial}
      postmortem={postmortem}
      copy={kept.value}
      copyKey={copyKey}
      intro={<RestoredText />}
    />
  );
};

/** Edits a postmortem; text that this browser kept is taken up again. */
export const EditPostmortem = (props: { id: string }) => {
  const { id } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const local = useBrowserCopies();
  const loaded = useRequest(signal => api.get({ id }, { signal }), [api, id]);
  const error = loaded.error ?? local.error;
  let body = <Progress />;
  if (isResponseError(error) && error.statusCode === 404)
    body = (
      <>
        <NotFound id={id} />
        <LeftoverText postmortemRef={id} />
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
        <Alert severity="info" style={{ marginBottom: 16 }}>
          {t('editor.mayNotEdit')}
        </Alert>
        <LeftoverText postmortemRef={loaded.value.id} />
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
