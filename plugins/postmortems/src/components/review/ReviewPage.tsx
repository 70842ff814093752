// SPDX-License-Identifier: Apache-2.0

import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Review } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { typedRef, useEntityName } from '../common/entities';
import { ErrorState } from '../common/ErrorState';
import { ReadersContent } from '../common/ReadersContent';
import { PageHeader } from '../kit/PageHeader';
import { useRequest } from '../kit/useRequest';
import { ChooseTeam } from './ChooseTeam';
import { ReviewLobby } from './ReviewLobby';
import { ReviewMinutes } from './ReviewMinutes';
import { ReviewRoom } from './ReviewRoom';

/** One review: the meeting while it goes on, then its minutes. */
const OneReview = (props: { id: string; start?: Review }) => {
  const { id } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const [ended, setEnded] = useState<Review>();
  const request = useRequest(
    signal => api.review({ id }, { signal }),
    [api],
    id,
  );
  const review = ended ?? request.value;
  // Somebody else may have ended it: then its minutes are shown.
  const reload = async () => {
    const now = await api.review({ id }).catch(() => undefined);
    if (now && !now.can.decide) setEnded(now);
  };
  if (request.error)
    return (
      <ErrorState
        title={t('review.loadFailed')}
        error={request.error}
        onRetry={request.retry}
      />
    );
  if (!review) return <Progress />;
  return review.can.decide ? (
    <ReviewRoom review={review} onEnded={setEnded} onConflict={reload} />
  ) : (
    <ReviewMinutes review={review} justEnded={ended !== undefined} />
  );
};

const TeamHeader = (props: { group: string }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const team = useEntityName(props.group);
  return <PageHeader title={t('review.of', { team })} />;
};

/**
 * Team reviews: which team, then its reviews, then one of them. All three stand
 * in the address.
 */
export const ReviewPage = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [params, setParams] = useSearchParams();
  const group = typedRef(params.get('group') ?? '', ['group']);
  const review = params.get('review');
  return (
    <ReadersContent>
      {group ? (
        <TeamHeader group={group} />
      ) : (
        <PageHeader title={t('review.title')} />
      )}
      {!group && <ChooseTeam onChoose={ref => setParams({ group: ref })} />}
      {group && !review && (
        <ReviewLobby
          key={group}
          group={group}
          onEnter={id => setParams({ group, review: id })}
        />
      )}
      {group && review && <OneReview key={review} id={review} />}
    </ReadersContent>
  );
};
