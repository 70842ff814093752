// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Overview } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { PostmortemLink } from '../common/links';
import { SeverityChip } from '../common/SeverityChip';
import { useFormat } from '../common/useFormat';
import { DataTable } from '../kit/DataTable';

/** That of the chart. */
const HEIGHT = 176;

/** The chart's incidents in words and numbers, the earliest by month. */
export const IncidentTable = (props: {
  overview: Pick<Overview, 'points' | 'months'>;
  /** By number, once they are known. */
  titles: ReadonlyMap<number, string>;
}) => {
  const { points, months } = props.overview;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  return (
    <DataTable
      dense
      label={t('tab.chart.title')}
      maxHeight={HEIGHT}
      rows={[
        ...points.map(({ number, severity, startedAt, toResolve }) => ({
          id: String(number),
          started: format.day(startedAt),
          severity,
          title: (
            <PostmortemLink
              postmortem={{ number, title: props.titles.get(number) ?? '' }}
              withTitle
            />
          ),
          duration: format.recordedDuration(toResolve),
        })),
        ...months.map(({ month, severity, count }) => ({
          id: `${month} ${severity}`,
          started: format.month(month),
          severity,
          title: t('tab.chart.incidents', { count }),
          duration: null,
        })),
      ]}
      rowId={row => row.id}
      columns={[
        {
          id: 'started',
          label: t('tab.list.columns.started'),
          look: 'figure',
          cell: ({ started }) => started,
        },
        {
          id: 'severity',
          label: t('tab.list.columns.severity'),
          cell: ({ severity }) => <SeverityChip severity={severity} />,
        },
        {
          id: 'title',
          label: t('tab.list.columns.title'),
          cell: ({ title }) => title,
        },
        {
          id: 'duration',
          label: t('tab.list.columns.duration'),
          look: 'figure',
          align: 'right',
          cell: ({ duration }) => duration,
        },
      ]}
    />
  );
};
