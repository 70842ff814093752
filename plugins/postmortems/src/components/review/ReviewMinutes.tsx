// SPDX-License-Identifier: Apache-2.0

import { Progress } from '@backstage/core-components';
import { configApiRef, useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  isOpen,
  plainText,
  Review,
  ReviewItem,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import {
  causeRouteRef,
  postmortemRouteRef,
  teamReviewRouteRef,
} from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { copyText } from '../common/copyText';
import { useEntityName } from '../common/entities';
import { ErrorState } from '../common/ErrorState';
import { PostmortemLink } from '../common/links';
import { useFormat } from '../common/useFormat';
import { LinkButton } from '../kit/Link';
import { SectionCard } from '../kit/SectionCard';
import { useRequest } from '../kit/useRequest';
import { loadAgenda } from './loadAgenda';
import { Minutes, minutesMarkdown } from './minutesMarkdown';
import { RecurredList, useSince } from './RecurredSince';
import { ownersIn, useDecisionText, useNames } from './useDecisionText';

const useStyles = makeStyles(theme => ({
  sections: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    fontFamily: theme.typography.fontFamily,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
  },
  by: { flex: '1 1 auto' },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
  item: {
    marginBottom: theme.spacing(1),
    overflowWrap: 'anywhere',
  },
  decided: { fontWeight: 600 },
  left: { color: theme.palette.text.secondary },
}));

const isDecided = ({ decisions }: ReviewItem) =>
  decisions.some(({ kind }) => kind !== 'skipped');

/**
 * Addresses that work outside of the portal. Routes have its base path already
 * in the legacy frontend system only.
 */
function addressesIn(baseUrl: string | undefined) {
  const { origin, pathname } = new URL(baseUrl ?? '/', window.location.href);
  const base = pathname.replace(/\/+$/, '');
  return (path: string) =>
    origin + (path.startsWith(`${base}/`) ? path : `${base}${path}`);
}

/** What a review decided, and what it left: to be read, and copied. */
export const ReviewMinutes = (props: {
  review: Review;
  /** The keyboard goes on to copying. */
  justEnded: boolean;
}) => {
  const { review } = props;
  const { id, group, facilitators } = review;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const api = useApi(postmortemsApiRef);
  const config = useApi(configApiRef);
  const [copied, setCopied] = useState<boolean>();
  const reviewLink = useRouteRef(teamReviewRouteRef);
  const postmortemLink = useRouteRef(postmortemRouteRef);
  const causeLink = useRouteRef(causeRouteRef);
  const team = useEntityName(group);
  const since = useSince();
  const {
    value: items,
    error,
    retry,
  } = useRequest(signal => loadAgenda(api, id, signal), [api, review], id);
  const names = useNames([
    ...facilitators,
    ...ownersIn(items?.flatMap(({ decisions }) => decisions) ?? []),
    ...(items?.flatMap(({ actionItem }) => actionItem?.owner ?? []) ?? []),
  ]);
  const textOf = useDecisionText(names);
  if (error)
    return (
      <ErrorState
        title={t('review.loadFailed')}
        error={error}
        onRetry={retry}
      />
    );
  if (!items) return <Progress />;

  const decided = items.filter(isDecided);
  const waiting = items.filter(({ waits }) => waits);
  const [leader, ...others] = facilitators.map(names);
  const when = format.instant(review.startedAt);
  const by = t(
    others.length > 0 ? 'review.minutes.joined' : 'review.minutes.by',
    {
      when,
      who: leader,
      others: others.join(', '),
    },
  );
  const descriptionOf = ({ actionItem, description }: ReviewItem) =>
    plainText(description || actionItem?.description || '') ||
    t('common.actionItem.noDescription');
  const outcomeOf = ({ decisions }: ReviewItem) =>
    decisions
      .filter(({ kind }) => kind !== 'skipped')
      .map(textOf)
      .join(', ');
  const leftOf = ({ actionItem }: ReviewItem) => {
    if (
      !actionItem ||
      (!isOpen(actionItem) && actionItem.status !== 'proposed')
    )
      return t('review.minutes.finished');
    const { owner, dueDate } = actionItem;
    return t('review.minutes.waits', {
      owner: owner ? names(owner) : t('review.minutes.noOwner'),
      due: dueDate
        ? t('review.decision.due', { to: format.day(dueDate) })
        : t('review.minutes.noDate'),
    });
  };
  const titleOf = {
    recurred: t('review.minutes.recurred', {
      total: format.number(review.recurred.length),
    }),
    decided: t('review.minutes.decided', {
      total: format.number(decided.length),
    }),
    waiting: t('review.minutes.waiting', {
      total: format.number(waiting.length),
    }),
  };
  const absolute = addressesIn(config.getOptionalString('app.baseUrl'));
  const lineOf = (item: ReviewItem, outcome: string) => ({
    number: t('common.number', { number: String(item.postmortem.number) }),
    url: absolute(postmortemLink({ id: `PM-${item.postmortem.number}` })),
    text: descriptionOf(item),
    outcome,
  });
  const minutes: Minutes = {
    title: t('review.minutes.heading', {
      team,
      day: format.day(review.startedAt),
    }),
    by,
    sections: [
      {
        title: titleOf.recurred,
        none: since(review),
        lines: review.recurred.map(({ cause, times, lastAt }) => ({
          number: cause.name,
          url: absolute(causeLink({ id: cause.id })),
          text: '',
          outcome: t('review.recurred.line', {
            times: t('causes.times', { count: times }),
            ago: format.day(lastAt),
          }),
        })),
      },
      {
        title: titleOf.decided,
        none: t('review.minutes.nothingDecided'),
        lines: decided.map(item => lineOf(item, outcomeOf(item))),
      },
      {
        title: titleOf.waiting,
        none: t('review.minutes.nothingWaits'),
        lines: waiting.map(item => lineOf(item, leftOf(item))),
      },
    ],
  };
  const copy = async () =>
    setCopied(await copyText(Promise.resolve(minutesMarkdown(minutes))));
  const list = (
    rows: ReviewItem[],
    outcome: (item: ReviewItem) => string,
    none: string,
    className: string,
  ) =>
    rows.length === 0 ? (
      <Typography color="textSecondary">{none}</Typography>
    ) : (
      <ul className={classes.list}>
        {rows.map(item => (
          <li key={item.id} className={classes.item}>
            <PostmortemLink postmortem={item.postmortem} />{' '}
            {descriptionOf(item)}:{' '}
            <span className={className}>{outcome(item)}</span>
          </li>
        ))}
      </ul>
    );
  return (
    <div className={classes.sections}>
      <div className={classes.head}>
        <div className={classes.by}>
          <Typography component="h3" variant="h5">
            {t('review.minutes.title', { day: format.day(review.startedAt) })}
          </Typography>
          <Typography>{by}</Typography>
        </div>
        <LinkButton
          to={`${reviewLink()}?${new URLSearchParams({ group })}`}
          color="primary"
        >
          {t('review.minutes.all')}
        </LinkButton>
        <Button
          // The first thing that one does with minutes.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={props.justEnded}
          // Material UI would want its ripple before that is there.
          disableFocusRipple
          variant="contained"
          color="primary"
          onClick={copy}
        >
          {t('review.minutes.copy')}
        </Button>
      </div>
      <div role="status">
        {copied !== undefined && (
          <Alert severity={copied ? 'success' : 'warning'}>
            {t(copied ? 'review.minutes.copied' : 'review.minutes.copyRefused')}
          </Alert>
        )}
      </div>
      {review.endedAt === null && (
        <Alert severity="info">{t('review.minutes.running')}</Alert>
      )}
      <SectionCard title={titleOf.recurred}>
        <Typography color="textSecondary">{since(review)}</Typography>
        <RecurredList recurred={review.recurred} />
      </SectionCard>
      <SectionCard title={titleOf.decided}>
        {list(
          decided,
          outcomeOf,
          t('review.minutes.nothingDecided'),
          classes.decided,
        )}
      </SectionCard>
      <SectionCard title={titleOf.waiting}>
        {list(waiting, leftOf, t('review.minutes.nothingWaits'), classes.left)}
      </SectionCard>
    </div>
  );
};
