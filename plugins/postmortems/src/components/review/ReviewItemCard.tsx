// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Chip from '@material-ui/core/Chip';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  ReviewDecision,
  ReviewItem,
} from 'backstage-plugin-postmortems-common';
import { ReactNode, Ref } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { EntityLinks } from '../common/EntityLinks';
import { PostmortemLink } from '../common/links';
import { SafeMarkdown } from '../common/SafeMarkdown';
import { isUndecided } from './reviewKeys';
import { ReviewFacts } from './ReviewFacts';

const NONE: ReadonlySet<string> = new Set();

const useStyles = makeStyles(theme => ({
  card: {
    padding: theme.spacing(3),
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(2) },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    color: theme.palette.text.secondary,
  },
  heading: { outline: 'none' },
  // Read from the far end of the table.
  description: {
    fontSize: theme.typography.pxToRem(26),
    lineHeight: 1.35,
    overflowWrap: 'anywhere',
    '& > *': { fontSize: 'inherit', lineHeight: 'inherit' },
    '& p': { fontSize: 'inherit', margin: theme.spacing(0, 0, 1) },
    [theme.breakpoints.down('xs')]: {
      fontSize: theme.typography.pxToRem(20),
    },
  },
  chip: { margin: 0 },
  decisions: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** Why nothing can be decided about it; `undefined` where it can. */
export function useWhyNot(item: ReviewItem | undefined): ReactNode {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  if (!item) return undefined;
  const postmortem = <PostmortemLink postmortem={item.postmortem} newTab />;
  const { actionItem } = item;
  if (!actionItem) return t('review.readOnly.removed', { postmortem });
  if (!isUndecided(actionItem))
    return t('review.readOnly.closed', {
      status: t(`common.actionStatus.${actionItem.status}`),
    });
  if (actionItem.can.update) return undefined;
  return actionItem.owner
    ? t('review.readOnly.owned', {
        owner: <EntityLinks refs={[actionItem.owner]} unknown={NONE} />,
        postmortem,
      })
    : t('review.readOnly.ownerless', { postmortem });
}

/** One action item of an agenda, large. */
export const ReviewItemCard = (props: {
  item: ReviewItem;
  /** `3 of 17`. */
  place: string;
  headingRef: Ref<HTMLHeadingElement>;
  textOf: (decision: ReviewDecision) => string;
  /** What one can do, or the form of it. */
  children: ReactNode;
}) => {
  const { item, textOf } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const decisions = item.decisions.filter(({ kind }) => kind !== 'skipped');
  return (
    <Paper
      component="section"
      variant="outlined"
      className={classes.card}
      aria-labelledby="review-item"
    >
      <div className={classes.head}>
        <Typography
          id="review-item"
          component="h3"
          variant="subtitle1"
          className={classes.heading}
          tabIndex={-1}
          ref={props.headingRef}
        >
          {props.place}
        </Typography>
        <Chip
          size="small"
          variant="outlined"
          className={classes.chip}
          label={t(`review.reason.${item.reason}`)}
        />
        {item.waited && <span>{t('review.waited')}</span>}
      </div>
      <SafeMarkdown
        className={classes.description}
        content={
          item.actionItem?.description ||
          item.description ||
          t('common.actionItem.noDescription')
        }
      />
      <ReviewFacts item={item} />
      {decisions.length > 0 && (
        <div>
          <Typography variant="subtitle2" component="h4">
            {t('review.decisionsTitle')}
          </Typography>
          <ul className={classes.decisions}>
            {decisions.map(decision => (
              <li key={decision.id}>{textOf(decision)}</li>
            ))}
          </ul>
        </div>
      )}
      {props.children}
    </Paper>
  );
};
