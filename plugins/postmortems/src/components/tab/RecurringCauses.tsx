// SPDX-License-Identifier: Apache-2.0

import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  entityCalls,
  Overview,
  PossibleRecurrence,
  QuietFix,
  RecurringCauseSummary,
  isOwner,
} from 'backstage-plugin-postmortems-common';
import { Fragment, useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { causesRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { CauseLink, PostmortemLink } from '../common/links';
import { useCategoryTitle } from '../common/useCategoryTitle';
import { EntityLinks } from '../common/EntityLinks';
import { ErrorState } from '../common/ErrorState';
import { Scope, scopeOf } from '../common/entities';
import { SectionCard } from '../kit/SectionCard';
import { useFormat } from '../common/useFormat';
import { usePostmortemsConfig } from '../common/usePostmortemsConfig';
import { RequestState, useRequest } from '../kit/useRequest';
import { useUnknownEntities } from '../common/useKnownEntities';
import { LinkButton } from '../kit/Link';
import { PossibleRecurrences } from './PossibleRecurrences';
import { QuietFixes, QuietFixLine } from './QuietFixes';
import { UnfinishedPromises } from './UnfinishedPromises';

/** About that of the card with two causes: what follows is not pushed far. */
const WAITING_HEIGHT = 216;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  cause: {
    ...theme.typography.body2,
    padding: theme.spacing(1, 0),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
    '&:first-child': { paddingTop: 0 },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.25, 1.5),
  },
  name: { ...theme.typography.subtitle1, fontWeight: 600, lineHeight: 1.4 },
  figures: { fontVariantNumeric: 'tabular-nums' },
  quiet: { color: theme.palette.text.secondary },
  chip: { margin: 0, alignSelf: 'center' },
  quietLine: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 2),
    color: theme.palette.text.secondary,
  },
}));

const RecurringCauseItem = (props: {
  recurring: RecurringCauseSummary;
  scope: Scope;
  withSystems: boolean;
  /** Where it did not come back since. */
  fix?: QuietFix;
  unknown: ReadonlySet<string>;
}) => {
  const { recurring } = props;
  const { cause, times, occurrences } = recurring;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const titleOf = useCategoryTitle();
  const more = times - occurrences.length;
  return (
    <li className={classes.cause}>
      <div className={classes.head}>
        <CauseLink cause={cause} className={classes.name} />
        <Chip
          size="small"
          variant="outlined"
          className={classes.chip}
          label={titleOf(cause.category)}
        />
        <strong className={classes.figures}>
          {t('causes.tab.ever', {
            times: t('causes.times', { count: times }),
            ago: format.ago(recurring.lastAt),
          })}
        </strong>
      </div>
      <div className={classes.quiet}>
        {t('causes.tab.occurrences', {
          postmortems: (
            <>
              {occurrences.map((postmortem, index) => (
                <Fragment key={postmortem.number}>
                  {index > 0 && ', '}
                  <PostmortemLink postmortem={postmortem} />
                </Fragment>
              ))}
              {more > 0 && ` ${t('common.otherSystems', { count: more })}`}
            </>
          ),
        })}
        {' · '}
        {t('causes.tab.between', {
          days: t('causes.days', {
            count: Math.round(recurring.meanDaysBetween),
          }),
        })}
        {' · '}
        {t('causes.tab.first', { day: format.day(recurring.firstAt) })}
        {props.withSystems && (
          <>
            {' · '}
            <EntityLinks
              refs={recurring.systems}
              total={recurring.totalSystems}
              unknown={props.unknown}
            />
          </>
        )}
      </div>
      {props.fix && <QuietFixLine fix={props.fix} />}
      <UnfinishedPromises cause={recurring} scope={props.scope} />
    </li>
  );
};

/**
 * What leads the tab: recurring root causes, what had been promised
 * against them, and what may have recurred too.
 */
export const RecurringCauses = (props: {
  entityRef: string;
  overview: RequestState<Overview>;
  /** Something was confirmed: figures elsewhere are stale. */
  onChanged: () => void;
}) => {
  const { entityRef, overview, onChanged } = props;
  const scope = scopeOf(entityRef);
  const { withParts } = scope;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const causes = useRouteRef(causesRouteRef);
  const { withinDays } = usePostmortemsConfig().recurrence;
  const [open, setOpen] = useState(false);
  const [settled, setSettled] = useState<ReadonlySet<PossibleRecurrence>>(
    new Set(),
  );
  const possible = useRequest(
    signal =>
      entityCalls(api, entityRef).possibleRecurrences(
        { withParts },
        { signal },
      ),
    [api, entityRef, withParts],
  );
  const { value } = overview;
  const unknown = useUnknownEntities(
    (value?.recurringCauses ?? []).flatMap(({ systems }) => systems),
  );
  const candidates = (possible.value?.items ?? []).filter(
    pair => !settled.has(pair),
  );
  // What went wrong is said once, in the card of the figures.
  if (overview.error) return null;
  if (!value)
    return <Skeleton variant="rect" height={WAITING_HEIGHT} aria-hidden />;
  const { recurringCauses, moreRecurringCauses, quietFixes } = value;
  const fixOf = new Map(quietFixes.map(fix => [fix.cause.id, fix]));
  const recurring = new Set(recurringCauses.map(({ cause }) => cause.id));
  const praised = (
    <QuietFixes
      fixes={quietFixes.filter(({ cause }) => !recurring.has(cause.id))}
    />
  );
  // The filter of the page of all causes.
  const recurringHere = new URLSearchParams({
    [isOwner(entityRef) ? 'owner' : 'system']: entityRef,
    recurring: 'true',
  });

  const toggle = candidates.length > 0 && (
    <Button
      size="small"
      aria-expanded={open}
      aria-controls="postmortems-possible"
      endIcon={open ? <ExpandLessIcon /> : <ExpandMoreIcon />}
      onClick={() => setOpen(!open)}
    >
      {t('causes.possible.count', { count: candidates.length })}
    </Button>
  );
  const details = (
    <>
      {possible.error && (
        <ErrorState
          title={t('causes.possible.failed')}
          error={possible.error}
          onRetry={possible.retry}
        />
      )}
      {open && candidates.length > 0 && (
        <PossibleRecurrences
          id="postmortems-possible"
          items={candidates}
          onSettled={(pair, outcome) => {
            if (outcome !== 'partly')
              setSettled(before => new Set(before).add(pair));
            if (outcome === 'rejected') return;
            // What the others may repeat has a cause now.
            possible.retry();
            onChanged();
          }}
        />
      )}
    </>
  );
  if (recurringCauses.length === 0)
    return (
      <section aria-label={t('causes.tab.title')}>
        <Typography
          variant="body2"
          component="div"
          className={classes.quietLine}
        >
          <span>
            {withinDays === 365
              ? t('causes.tab.nothingWithinYear')
              : t('causes.tab.nothing', {
                  days: t('causes.days', { count: withinDays }),
                })}
          </span>
          {toggle}
        </Typography>
        {praised}
        {details}
      </section>
    );
  return (
    <section aria-label={t('causes.tab.title')}>
      <SectionCard
        title={t('causes.tab.title')}
        action={
          <>
            {toggle}{' '}
            <LinkButton to={causes()} size="small">
              {t('causes.tab.all')}
            </LinkButton>
          </>
        }
      >
        <ul className={classes.list}>
          {recurringCauses.map(each => (
            <RecurringCauseItem
              key={each.cause.id}
              recurring={each}
              fix={fixOf.get(each.cause.id)}
              scope={scope}
              unknown={unknown}
              withSystems={
                Boolean(withParts) ||
                isOwner(entityRef) ||
                each.totalSystems > 1
              }
            />
          ))}
        </ul>
        {moreRecurringCauses > 0 && (
          <LinkButton to={`${causes()}?${recurringHere}`} size="small">
            {t('causes.tab.more', { count: moreRecurringCauses })}
          </LinkButton>
        )}
        {praised}
        {details}
      </SectionCard>
    </section>
  );
};
