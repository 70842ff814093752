// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { Review } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';
import { useFormat } from '../common/useFormat';
import { useAttempt } from '../kit/useAttempt';
import { useRequest } from '../kit/useRequest';

const useStyles = makeStyles(theme => ({
  card: {
    padding: theme.spacing(3),
    display: 'grid',
    justifyItems: 'start',
    gap: theme.spacing(1.5),
  },
}));

/** Where a review ends: how far it came, and the button to its minutes. */
export const ReviewFinish = (props: {
  review: Review;
  /** It came to its end; else it is stopped before. */
  isLast: boolean;
  isEmpty: boolean;
  onEnded: (review: Review) => void;
}) => {
  const { review, isLast, isEmpty, onEnded } = props;
  const { id } = review;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const api = useApi(postmortemsApiRef);
  const { busy, attempt } = useAttempt();
  const [problem, setProblem] = useState<string>();
  // With what a second person decided.
  const { value: now } = useRequest(
    signal => api.review({ id }, { signal }),
    [api],
    id,
  );
  const title = () => {
    if (isEmpty) return t('review.finish.nothing');
    return t(isLast ? 'review.finish.title' : 'review.finish.leftTitle');
  };
  return (
    <Paper
      component="section"
      variant="outlined"
      className={classes.card}
      aria-labelledby="review-end"
    >
      <Typography id="review-end" component="h3" variant="h5">
        {title()}
      </Typography>
      {isEmpty ? (
        <Typography>{t('review.finish.nothingText')}</Typography>
      ) : (
        now && (
          <Typography>
            {t('review.finish.text', {
              decided: format.number(now.decided),
              waiting: format.number(now.waiting),
            })}
          </Typography>
        )
      )}
      {problem && <Alert severity="error">{problem}</Alert>}
      <Button
        // Enter ends it, arrows go back.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        // Material UI would want its ripple before that is there.
        disableFocusRipple
        variant="contained"
        color="primary"
        disabled={busy}
        onClick={() =>
          attempt(
            async () => onEnded(await api.endReview({ id })),
            error =>
              setProblem(
                t('review.finish.failed', { reason: reasonOf(error, t) }),
              ),
          )
        }
      >
        {t('review.finish.confirm')}
      </Button>
    </Paper>
  );
};
