// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  isResponseError,
  ReviewSummary,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { useOwnership } from '../common/currentUser';
import { ErrorState } from '../common/ErrorState';
import { reasonOf } from '../common/reasonOf';
import { useFormat } from '../common/useFormat';
import { ConfirmDialog } from '../kit/ModalDialog';
import { SectionCard } from '../kit/SectionCard';
import { useAttempt } from '../kit/useAttempt';
import { useRequest } from '../kit/useRequest';
import { EarlierReviews } from './EarlierReviews';
import { useNames } from './useDecisionText';

const useStyles = makeStyles(theme => ({
  sections: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
  },
  intro: { maxWidth: '65ch', marginBottom: theme.spacing(2) },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  notice: { marginBottom: theme.spacing(2) },
}));

/** The reviews of a team: to begin one, to go on, or to read an earlier one. */
export const ReviewLobby = (props: {
  group: string;
  onEnter: (id: string) => void;
}) => {
  const { group, onEnter } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const api = useApi(postmortemsApiRef);
  const { user } = useOwnership();
  const { busy, attempt } = useAttempt();
  const [problem, setProblem] = useState<string>();
  const [isAsking, setIsAsking] = useState(false);
  // Only the last one may go on.
  const newest = useRequest(
    signal => api.reviews({ query: { group, limit: 1 } }, { signal }),
    [api],
    group,
  );
  const [first] = newest.value?.items ?? [];
  const running: ReviewSummary | undefined =
    first?.endedAt === null ? first : undefined;
  const names = useNames(running?.facilitators ?? []);
  const isMine = running && user && running.facilitators.includes(user);

  const enter = (prepare?: () => Promise<unknown>) =>
    attempt(
      async () => {
        setProblem(undefined);
        await prepare?.();
        const { id } = await api.startReview({
          body: { group, join: running !== undefined && !prepare },
        });
        onEnter(id);
      },
      error => {
        setProblem(t('review.lobby.failed', { reason: reasonOf(error, t) }));
        // Somebody else began one meanwhile: it is shown.
        if (isResponseError(error) && error.statusCode === 409) newest.retry();
      },
    );
  const restart = () =>
    enter(async () => {
      await api.startReview({ body: { group, join: true } });
      await api.endReview({ id: running!.id });
    });

  const about = running && {
    who: running.facilitators.map(names).join(', '),
    when: format.instant(running.startedAt),
    decided: format.number(running.decided),
    total: format.number(running.total),
  };
  const go = () => {
    if (!running) return t('review.lobby.start');
    return t(isMine ? 'review.lobby.goOn' : 'review.lobby.join');
  };
  return (
    <div className={classes.sections}>
      <SectionCard
        title={t(running ? 'review.lobby.running' : 'review.lobby.title')}
      >
        <Typography className={classes.intro}>
          {t('review.lobby.intro')}
        </Typography>
        {newest.error && (
          <ErrorState
            title={t('review.loadFailed')}
            error={newest.error}
            onRetry={newest.retry}
          />
        )}
        {about && (
          <Alert severity="info" className={classes.notice}>
            {t(isMine ? 'review.lobby.mine' : 'review.lobby.others', about)}
          </Alert>
        )}
        {problem && (
          <Alert severity="error" className={classes.notice}>
            {problem}
          </Alert>
        )}
        {newest.value && (
          <div className={classes.buttons}>
            <Button
              // What this page is for: Enter begins.
              // eslint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              // Material UI would want its ripple before that is there.
              disableFocusRipple
              variant="contained"
              color="primary"
              disabled={busy}
              onClick={() => enter()}
            >
              {go()}
            </Button>
            {running && (
              <Button
                variant="outlined"
                disabled={busy}
                onClick={isMine ? restart : () => setIsAsking(true)}
              >
                {t('review.lobby.restart')}
              </Button>
            )}
          </div>
        )}
        {!newest.value && newest.loading && (
          <Skeleton height={36} width={140} />
        )}
      </SectionCard>
      <EarlierReviews group={group} />
      {about && isAsking && (
        <ConfirmDialog
          id="review-restart"
          size="sm"
          title={t('review.lobby.restartTitle', { who: about.who })}
          text={t('review.lobby.restartText', about)}
          confirm={t('review.lobby.restart')}
          destructive
          onClose={() => setIsAsking(false)}
          onConfirm={async () => {
            setIsAsking(false);
            await restart();
          }}
        />
      )}
    </div>
  );
};
