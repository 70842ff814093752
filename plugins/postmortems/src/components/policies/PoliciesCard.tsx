// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  LatePrevention,
  LatePublication,
  PoliciesQuery,
} from 'backstage-plugin-postmortems-common';
import { ReactNode, useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import {
  ActionItemDescription,
  ActionItemOwner,
} from '../common/ActionItemFacts';
import { EntityLinks } from '../common/EntityLinks';
import { ErrorState } from '../common/ErrorState';
import { PostmortemLink } from '../common/links';
import { useFormat } from '../common/useFormat';
import { useUnknownEntities } from '../common/useKnownEntities';
import { useOverdueClass } from '../common/OverdueCount';
import { SectionCard } from '../kit/SectionCard';
import { useRequest } from '../kit/useRequest';

/** How many violations are shown at first. */
const SHOWN = 5;

const useStyles = makeStyles(theme => ({
  policy: {
    padding: theme.spacing(1, 2),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 2),
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    ...theme.typography.body2,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 60px minmax(0, 270px) 130px',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(0.5, 0),
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('xs')]: { display: 'block' },
  },
  what: {
    minWidth: 0,
    [theme.breakpoints.down('xs')]: { display: 'block' },
  },
  quiet: { color: theme.palette.text.secondary },
}));

/** One policy: how it is kept, and its violations. */
const Policy = <T extends { id: string }>(props: {
  title: string;
  policy: { kept: number; total: number; items: T[]; totalItems: number };
  row: (item: T) => ReactNode;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { title, row } = props;
  const { kept, total, items, totalItems } = props.policy;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? items : items.slice(0, SHOWN);
  return (
    <div className={classes.policy}>
      <div className={classes.head}>
        <Typography variant="subtitle2" component="h4">
          {title}
        </Typography>
        <Typography variant="body2">
          {total === 0
            ? t('tab.policies.nothingToTell')
            : t('tab.policies.kept', {
                kept: String(kept),
                total: String(total),
              })}
          {totalItems > 0 &&
            `, ${t('tab.policies.violations', { count: totalItems })}`}
        </Typography>
      </div>
      {items.length > 0 && (
        <ul className={classes.list} aria-label={title}>
          {shown.map(item => (
            <li key={item.id} className={classes.row}>
              {row(item)}
            </li>
          ))}
        </ul>
      )}
      {shown.length < items.length && (
        <Button size="small" onClick={() => setWhole(true)}>
          {t('tab.policies.show', { count: items.length })}
        </Button>
      )}
      {isWhole && totalItems > items.length && (
        <Typography variant="body2" className={classes.quiet}>
          {t('tab.policies.more', { count: totalItems - items.length })}
        </Typography>
      )}
    </div>
  );
};

/** How the portal's policies are kept; nothing where it has none. */
export const PoliciesCard = (props: {
  query: Partial<PoliciesQuery>;
  /** Grows when something has changed. */
  round: number;
}) => {
  const { query, round } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const classes = useStyles();
  const overdueClass = useOverdueClass();
  const format = useFormat();
  const api = useApi(postmortemsApiRef);
  const { value, error, retry } = useRequest(
    signal => api.policies({ query }, { signal }),
    [api, JSON.stringify(query), round],
  );
  const { publication, prevention } = value ?? {};
  const unknown = useUnknownEntities([
    ...(publication?.items ?? []).map(item => item.createdBy),
    ...(prevention?.items ?? []).flatMap(item => item.owner ?? []),
  ]);
  if (error)
    return (
      <ErrorState
        title={t('tab.policies.failed')}
        error={error}
        onRetry={retry}
      />
    );
  if (!publication && !prevention) return null;

  const published = (item: LatePublication) => (
    <>
      <span className={classes.what}>
        <PostmortemLink postmortem={item} withTitle />
      </span>
      <span>{item.severity}</span>
      <span className={item.firstPublishedAt ? undefined : overdueClass}>
        {item.firstPublishedAt
          ? t('tab.policies.publishedLate', {
              day: format.day(item.firstPublishedAt),
              by: format.day(item.publishBy),
            })
          : t('tab.policies.notPublished', { by: format.day(item.publishBy) })}
      </span>
      <EntityLinks refs={[item.createdBy]} unknown={unknown} />
    </>
  );
  const prevented = (item: LatePrevention) => (
    <>
      <span className={classes.what}>
        <ActionItemDescription item={{ ...item, status: 'open' }} />
      </span>
      <PostmortemLink postmortem={item.postmortem} />
      <span className={overdueClass}>
        {t('tab.policies.openSince', { day: format.day(item.promisedAt) })}
      </span>
      <ActionItemOwner item={item} unknown={unknown} />
    </>
  );
  return (
    <SectionCard title={t('tab.policies.title')} noPadding>
      {publication && (
        <Policy
          title={t('tab.policies.publication', {
            severities: Object.entries(publication.workingDays)
              .map(([severity, days]) =>
                t('tab.policies.withinWorkingDays', { severity, count: days }),
              )
              .join(', '),
          })}
          policy={publication}
          row={published}
        />
      )}
      {prevention && (
        <Policy
          title={t('tab.policies.prevention', {
            count: prevention.withinDays,
          })}
          policy={prevention}
          row={prevented}
        />
      )}
    </SectionCard>
  );
};
