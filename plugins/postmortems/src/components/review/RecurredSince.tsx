// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Review, ReviewSummary } from 'backstage-plugin-postmortems-common';
import { Fragment, useEffect, useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { CauseLink, PostmortemLink } from '../common/links';
import { useFormat } from '../common/useFormat';

const useStyles = makeStyles(theme => ({
  summary: { ...theme.typography.subtitle1, cursor: 'pointer' },
  list: { margin: theme.spacing(0.5, 0, 0), paddingLeft: theme.spacing(3) },
  item: { ...theme.typography.body2, marginBottom: theme.spacing(0.5) },
}));

// On the page's own ground the theme's secondary text is too faint.

/** The causes that came back, one line each. */
export const RecurredList = (props: { recurred: Review['recurred'] }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  return (
    <ul className={classes.list}>
      {props.recurred.map(
        ({ cause, times, lastAt, occurrences, unfinished }) => (
          <li key={cause.id} className={classes.item}>
            <CauseLink cause={cause} newTab />{' '}
            {t('review.recurred.line', {
              times: t('causes.times', { count: times }),
              ago: format.ago(lastAt),
            })}
            :{' '}
            {occurrences.map((postmortem, index) => (
              <Fragment key={postmortem.number}>
                {index > 0 && ', '}
                <PostmortemLink postmortem={postmortem} newTab />
              </Fragment>
            ))}
            {unfinished.totalItems > 0 && (
              <>
                {' · '}
                {t('review.recurred.fixes', { count: unfinished.totalItems })}
              </>
            )}
          </li>
        ),
      )}
    </ul>
  );
};

/** Since when a review tells what recurred, in a sentence. */
export function useSince(): (review: {
  since: string;
  previous: ReviewSummary | null;
  recurred: Review['recurred'];
}) => string {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  return ({ since, previous, recurred: { length: count } }) => {
    const day = format.day(since);
    if (count === 0)
      return t(
        previous ? 'review.recurred.noneSince' : 'review.recurred.noneFirst',
        { day },
      );
    return t(previous ? 'review.recurred.since' : 'review.recurred.first', {
      count,
      day,
    });
  };
}

/** What recurred since the review before: what the meeting begins with. */
export const RecurredSince = (props: {
  review: Review;
  /** Later only that it did: the item is what it is about. */
  atBeginning: boolean;
}) => {
  const { review, atBeginning } = props;
  const classes = useStyles();
  const since = useSince();
  const [open, setOpen] = useState(atBeginning);
  useEffect(() => setOpen(atBeginning), [atBeginning]);
  if (review.recurred.length === 0)
    return <Typography>{since(review)}</Typography>;
  return (
    <details open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary className={classes.summary}>{since(review)}</summary>
      <RecurredList recurred={review.recurred} />
    </details>
  );
};
