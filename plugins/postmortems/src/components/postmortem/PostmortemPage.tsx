// SPDX-License-Identifier: Apache-2.0

import { isResponseError } from 'backstage-plugin-postmortems-common';
import { Progress } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Fragment, useEffect } from 'react';
import { useLocation, useParams } from 'react-router-dom';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { LeftoverText } from '../editor/save/LeftoverText';
import { PageContent } from '../kit/PageContent';
import { NotFound } from './NotFound';
import { PostmortemHeader } from './PostmortemHeader';
import { PostmortemSections } from './PostmortemSections';
import { usePostmortem } from './usePostmortem';
import { usePrintStyles } from './usePrintStyles';

/** The id that a fragment means. Not everything that people write is encoded. */
function targetOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}

/** Brings the section of the URL's fragment into view, once it is drawn. */
function useFragment(isDrawn: boolean) {
  const { hash } = useLocation();
  useEffect(() => {
    if (isDrawn && hash)
      document.getElementById(targetOf(hash))?.scrollIntoView();
  }, [isDrawn, hash]);
}

/** Reading a postmortem in a minute. */
export const PostmortemPage = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { id = '' } = useParams();
  const { postmortem, error, reload, onActionItemSaved } = usePostmortem(id);
  usePrintStyles();
  useFragment(!!postmortem);

  if (isResponseError(error) && error.statusCode === 404)
    return (
      <PageContent>
        <NotFound id={id} />
        <LeftoverText postmortemRef={id} />
      </PageContent>
    );
  return (
    <PageContent>
      {error && (
        <>
          <LeftoverText postmortemRef={id} editId={id} />
          <ErrorState
            title={t('postmortem.loadFailed')}
            error={error}
            onRetry={reload}
          />
        </>
      )}
      {!error && !postmortem && <Progress />}
      {postmortem && (
        // Another postmortem has its own time zone and begins with nothing open.
        <Fragment key={postmortem.id}>
          <PostmortemHeader postmortem={postmortem} reload={reload} />
          <LeftoverText
            postmortemRef={postmortem.id}
            postmortem={postmortem}
            editId={
              postmortem.can.update ? `PM-${postmortem.number}` : undefined
            }
            onSaved={reload}
          />
          <PostmortemSections
            postmortem={postmortem}
            onActionItemSaved={onActionItemSaved}
          />
        </Fragment>
      )}
    </PageContent>
  );
};
