// SPDX-License-Identifier: Apache-2.0

import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  ActionItemRow,
  ActionItemTotals,
  canonicalRef,
  OPEN_STATUSES,
  Ratio,
} from 'backstage-plugin-postmortems-common';
import { ReactNode } from 'react';
import { postmortemsApiRef } from '../../api';
import { actionItemsRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import {
  ActionItemDescription,
  DueText,
  MovedText,
} from '../common/ActionItemFacts';
import { useOwnership } from '../common/currentUser';
import { ErrorState } from '../common/ErrorState';
import { PostmortemLink } from '../common/links';
import { useOverdueClass } from '../common/OverdueCount';
import { useFormat } from '../common/useFormat';
import { useRequest } from '../kit/useRequest';
import { Link } from '../kit/Link';

const useStyles = makeStyles(theme => ({
  // The height of the loaded card, so that nothing jumps.
  root: { minHeight: 148, ...theme.typography.body2 },
  figures: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    margin: theme.spacing(0, 0, 1.5),
    '& > div': { display: 'flex', flexDirection: 'column-reverse' },
    '& dt': { color: theme.palette.text.secondary },
    '& dd': {
      margin: 0,
      fontSize: '1.25rem',
      fontWeight: 600,
      lineHeight: 1.4,
      fontVariantNumeric: 'tabular-nums',
    },
    '& small': { ...theme.typography.body2, marginLeft: theme.spacing(0.75) },
  },
  oldest: {
    paddingTop: theme.spacing(1),
    borderTop: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  quiet: { color: theme.palette.text.secondary },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    color: theme.palette.text.secondary,
  },
}));

/** Whose action items, as the API and the page of all take it. */
type Whose = {
  query: { team: string[] } | { owner: 'me' };
  search: Record<string, string>;
};

const Figure = (props: { label: string; children: ReactNode }) => (
  <div>
    <dt>{props.label}</dt>
    <dd>{props.children}</dd>
  </div>
);

const OnTime = ({ onTime: { n, total } }: { onTime: Ratio }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  if (total === 0)
    return (
      <span className={classes.quiet}>{t('actionItems.card.noneDue')}</span>
    );
  return (
    <>
      {t('actionItems.card.share', {
        percent: format.number(Math.round((100 * n) / total)),
      })}
      <small className={classes.quiet}>
        {t('actionItems.card.ofTotal', {
          n: format.number(n),
          total: format.number(total),
        })}
      </small>
    </>
  );
};

const Oldest = ({ item }: { item: ActionItemRow }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <div className={classes.oldest}>
      <div className={classes.quiet}>
        {t(
          item.due === 'overdue'
            ? 'actionItems.card.longestOverdue'
            : 'actionItems.card.dueNext',
        )}
      </div>
      <ActionItemDescription item={item} />
      <div className={classes.facts}>
        <DueText item={item} />
        <MovedText item={item} />
        <PostmortemLink postmortem={item.postmortem} withTitle />
      </div>
    </div>
  );
};

const Figures = (props: {
  totals: ActionItemTotals;
  oldest?: ActionItemRow;
  linkTo: (changes?: Record<string, string>) => string;
}) => {
  const { totals, oldest, linkTo } = props;
  const classes = useStyles();
  const overdueClass = useOverdueClass();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  if (totals.open === 0 && totals.onTime.total === 0)
    return (
      <Typography variant="body2">{t('actionItems.empty.open')}</Typography>
    );
  // Nothing is no list to look at.
  const count = (value: number, to: string, className?: string) =>
    value === 0 ? (
      format.number(value)
    ) : (
      <Link to={to} className={className}>
        {format.number(value)}
      </Link>
    );
  return (
    <>
      <dl className={classes.figures}>
        <Figure label={t('actionItems.card.open')}>
          {count(totals.open, linkTo())}
        </Figure>
        <Figure label={t('actionItems.card.overdue')}>
          {count(totals.overdue, linkTo({ due: 'overdue' }), overdueClass)}
        </Figure>
        <Figure label={t('actionItems.card.onTime')}>
          <OnTime onTime={totals.onTime} />
        </Figure>
      </dl>
      {oldest && <Oldest item={oldest} />}
    </>
  );
};

const ActionItemsCard = (props: { whose: Whose; isMine: boolean }) => {
  const { whose, isMine } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const actionItems = useRouteRef(actionItemsRouteRef);
  const key = JSON.stringify(whose.query);
  const { value, error, retry } = useRequest(
    async signal => {
      // What is in drafts is not yet promised.
      const query = { ...whose.query, postmortemStatus: 'published' as const };
      const [totals, { items }] = await Promise.all([
        api.actionItemTotals({ query }, { signal }),
        api.actionItems(
          { query: { ...query, status: [...OPEN_STATUSES], limit: 1 } },
          { signal },
        ),
      ]);
      return { totals, oldest: items.at(0) };
    },
    [api, key],
    key,
  );
  const linkTo = (changes: Record<string, string> = {}) =>
    `${actionItems()}?${new URLSearchParams({ ...whose.search, status: 'published', ...changes })}`;
  return (
    <EntityInfoCard
      title={t(isMine ? 'actionItems.title' : 'actionItems.card.title')}
      footerActions={
        <Link to={linkTo()}>
          {t(
            isMine ? 'actionItems.card.allMine' : 'actionItems.card.allOfTeam',
          )}
        </Link>
      }
    >
      <div className={classes.root}>
        {isMine && (
          <Typography variant="body2" className={classes.quiet} gutterBottom>
            {t('actionItems.card.onlyYou')}
          </Typography>
        )}
        {error && (
          <ErrorState
            title={t('actionItems.loadFailed')}
            error={error}
            onRetry={retry}
          />
        )}
        {!error &&
          !value &&
          [0, 1, 2, 3].map(row => <Skeleton key={row} height={30} />)}
        {!error && value && <Figures {...value} linkTo={linkTo} />}
      </div>
    </EntityInfoCard>
  );
};

/**
 * What a group and its members promised after incidents, or, on one's own page
 * and for nobody else, what oneself did.
 */
export const EntityActionItemsCard = () => {
  const { entity } = useEntity();
  const { user } = useOwnership();
  const ref = canonicalRef(stringifyEntityRef(entity));
  if (ref.startsWith('group:'))
    return (
      <ActionItemsCard
        whose={{
          query: { team: [ref] },
          search: { whose: 'all', team: ref },
        }}
        isMine={false}
      />
    );
  // Whom others still owe something is between them and their team.
  return user !== undefined && canonicalRef(user) === ref ? (
    <ActionItemsCard
      whose={{ query: { owner: 'me' }, search: { whose: 'mine' } }}
      isMine
    />
  ) : null;
};
