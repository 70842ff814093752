// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import { PostmortemListItem } from 'backstage-plugin-postmortems-common';
import { ReactNode } from 'react';
import { postmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { useNameOf } from '../common/entities';
import { EntityLinks } from '../common/EntityLinks';
import { PagedTable } from '../common/PagedTable';
import { SeverityChip } from '../common/SeverityChip';
import { StatusChip } from '../common/StatusChip';
import { useFormat } from '../common/useFormat';
import { useUnknownEntities } from '../common/useKnownEntities';
import { Column } from '../kit/DataTable';
import { Link } from '../kit/Link';
import { PagesState } from '../kit/usePages';

/** Named in a row; the catalog is asked about no more. */
const MAX_SYSTEMS = 1;

const useStyles = makeStyles(theme => ({
  number: {
    color: theme.palette.text.secondary,
    fontVariantNumeric: 'tabular-nums',
    flex: 'none',
    minWidth: '3.4em',
    marginRight: theme.spacing(1),
  },
  // A long title hangs beside its number, not under it.
  link: {
    display: 'inline-flex',
    [theme.breakpoints.down('xs')]: { display: 'inline' },
  },
  quiet: { color: theme.palette.text.secondary },
  day: {
    display: 'block',
    whiteSpace: 'nowrap',
    color: theme.palette.text.secondary,
    fontSize: theme.typography.caption.fontSize,
  },
}));

/** Seconds from start to resolution, or `null`. */
function toResolve(item: PostmortemListItem): number | null {
  if (!item.startedAt || !item.resolvedAt) return null;
  return (Date.parse(item.resolvedAt) - Date.parse(item.startedAt)) / 1000;
}

/** The parts of a row, for a wide screen and for a narrow one. */
function usePostmortemCells(unknown: ReadonlySet<string>) {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const nameOf = useNameOf();
  const link = useRouteRef(postmortemRouteRef);
  return {
    title: ({ number, title }: PostmortemListItem) => (
      <Link to={link({ id: `PM-${number}` })} className={classes.link}>
        <span className={classes.number}>
          {t('common.number', { number: String(number) })}
        </span>{' '}
        {title}
      </Link>
    ),
    severity: ({ severity }: PostmortemListItem) => (
      <SeverityChip severity={severity} />
    ),
    started: ({ startedAt }: PostmortemListItem) =>
      startedAt ? (
        <Tooltip title={format.zoned(startedAt)}>
          <time dateTime={startedAt}>{format.instant(startedAt)}</time>
        </Tooltip>
      ) : (
        <span className={classes.quiet}>{t('tab.list.notStarted')}</span>
      ),
    duration: (item: PostmortemListItem) => {
      const seconds = toResolve(item);
      return seconds === null ? undefined : format.duration(seconds);
    },
    systems: ({ affectedSystems }: PostmortemListItem) => (
      <EntityLinks refs={affectedSystems} unknown={unknown} max={MAX_SYSTEMS} />
    ),
    status: (item: PostmortemListItem) => (
      <Tooltip
        title={t('tab.list.changed', {
          written: format.day(item.createdAt),
          author: nameOf(item.createdBy),
          day: format.day(item.updatedAt),
          name: nameOf(item.updatedBy),
        })}
      >
        <span>
          <StatusChip status={item.status} visibility={item.visibility} />
          {item.firstPublishedAt && (
            <time dateTime={item.firstPublishedAt} className={classes.day}>
              {format.day(item.firstPublishedAt)}
            </time>
          )}
        </span>
      </Tooltip>
    ),
  };
}

/** A page of a list of postmortems. */
export const PostmortemTable = (props: {
  pages: PagesState<PostmortemListItem>;
  oldestFirst: boolean;
  onOrder: (oldestFirst: boolean) => void;
  withSystems: boolean;
  label: string;
  empty: ReactNode;
}) => {
  const { pages, oldestFirst, withSystems } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const unknown = useUnknownEntities(
    withSystems
      ? (pages.value?.items ?? []).flatMap(item =>
          item.affectedSystems.slice(0, MAX_SYSTEMS),
        )
      : [],
  );
  const cells = usePostmortemCells(unknown);
  const columns: Column<PostmortemListItem>[] = [
    {
      id: 'title',
      label: t('tab.list.columns.title'),
      look: 'main',
      cell: cells.title,
    },
    {
      id: 'severity',
      label: t('tab.list.columns.severity'),
      from: 'sm',
      cell: cells.severity,
    },
    {
      id: 'started',
      label: t('tab.list.columns.started'),
      look: 'figure',
      from: 'sm',
      sort: {
        direction: oldestFirst ? 'asc' : 'desc',
        title: t(oldestFirst ? 'tab.list.oldestFirst' : 'tab.list.newestFirst'),
        onToggle: () => props.onOrder(!oldestFirst),
      },
      cell: cells.started,
    },
    {
      id: 'duration',
      label: t('tab.list.columns.duration'),
      look: 'figure',
      from: 'sm',
      align: 'right',
      cell: item => cells.duration(item) ?? '–',
    },
    ...(withSystems
      ? [
          {
            id: 'systems',
            label: t('tab.list.columns.systems'),
            from: 'md' as const,
            minWidth: 150,
            cell: cells.systems,
          },
        ]
      : []),
    {
      id: 'actions',
      label: t('tab.list.columns.actions'),
      look: 'figure',
      from: 'sm',
      cell: ({ openActionItems: count }) =>
        count > 0 ? t('tab.list.openActions', { count }) : '–',
    },
    {
      id: 'status',
      label: t('tab.list.columns.status'),
      from: 'sm',
      cell: cells.status,
    },
  ];
  return (
    <PagedTable
      label={props.label}
      pages={pages}
      failed={t('tab.list.failed')}
      empty={props.empty}
      columns={columns}
      rowId={item => item.id}
      narrow={item => {
        const duration = cells.duration(item);
        const count = item.openActionItems;
        return (
          <>
            {cells.severity(item)}
            <span>{cells.started(item)}</span>
            {duration && <span>{t('tab.chart.durationOf', { duration })}</span>}
            {count > 0 && (
              <span>{t('tab.list.openActionsLong', { count })}</span>
            )}
            {cells.status(item)}
          </>
        );
      }}
    />
  );
};
