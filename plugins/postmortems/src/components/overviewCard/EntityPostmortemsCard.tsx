// SPDX-License-Identifier: Apache-2.0

import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  entityCalls,
  PostmortemList,
} from 'backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../api';
import { entityContentRouteRef, postmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { OverdueCount } from '../common/OverdueCount';
import { scopeOf } from '../common/entities';
import { SeverityChip } from '../common/SeverityChip';
import { StatusChip } from '../common/StatusChip';
import { useFormat } from '../common/useFormat';
import { useRequest } from '../kit/useRequest';
import { Link } from '../kit/Link';

const SHOWN = 4;

const useStyles = makeStyles(theme => ({
  root: { minHeight: 136 },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    marginBottom: theme.spacing(1),
  },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    ...theme.typography.body2,
    '& li': {
      display: 'flex',
      alignItems: 'baseline',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 0),
    },
  },
  title: {
    flex: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  day: {
    color: theme.palette.text.secondary,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
}));

const Latest = (props: { list: PostmortemList }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const postmortem = useRouteRef(postmortemRouteRef);
  return (
    <ul className={classes.list} aria-label={t('tab.card.recent')}>
      {props.list.items.map(item => {
        const number = t('common.number', { number: String(item.number) });
        return (
          <li key={item.id}>
            <SeverityChip severity={item.severity} />
            <Link
              className={classes.title}
              to={postmortem({ id: `PM-${item.number}` })}
              title={item.title}
            >
              {number} {item.title}
            </Link>
            {item.status === 'draft' && <StatusChip status="draft" />}
            <span className={classes.day}>
              {item.startedAt && format.day(item.startedAt)}
            </span>
          </li>
        );
      })}
    </ul>
  );
};

/** The latest incidents of an entity and what is still to be done. */
export const EntityPostmortemsCard = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const { entity } = useEntity();
  const tab = useRouteRef(entityContentRouteRef);
  const entityRef = stringifyEntityRef(entity);

  const { value, error, retry } = useRequest(
    async signal => {
      const filter = scopeOf(entityRef);
      const [list, { actionItems }] = await Promise.all([
        api.list({ query: { ...filter, limit: SHOWN } }, { signal }),
        // The tab's figures: those of drafts are not among them.
        entityCalls(api, entityRef).overview(
          { withParts: filter.withParts },
          { signal },
        ),
      ]);
      return { list, actionItems };
    },
    [api, entityRef],
  );

  return (
    <EntityInfoCard
      title={t('common.postmortems')}
      footerActions={<Link to={tab()}>{t('tab.card.seeAll')}</Link>}
    >
      <div className={classes.root}>
        {error && (
          <ErrorState
            title={t('tab.list.failed')}
            error={error}
            onRetry={retry}
          />
        )}
        {!error &&
          !value &&
          [0, 1, 2, 3].map(row => <Skeleton key={row} height={30} />)}
        {!error && value?.list.totalItems === 0 && (
          <Typography variant="body2">{t('tab.card.none')}</Typography>
        )}
        {!error && value && value.list.totalItems > 0 && (
          <>
            <Typography
              variant="body2"
              component="div"
              className={classes.actions}
            >
              <strong>
                {t('tab.card.open', { count: value.actionItems.open })}
              </strong>
              <OverdueCount count={value.actionItems.overdue} />
            </Typography>
            <Latest list={value.list} />
          </>
        )}
      </div>
    </EntityInfoCard>
  );
};
