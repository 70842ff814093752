// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { IncidentPoint } from 'backstage-plugin-postmortems-common';
import { postmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { DurationText } from '../common/DurationText';
import { SeverityChip } from '../common/SeverityChip';
import { useFormat } from '../common/useFormat';
import { DataTable } from '../kit/DataTable';
import { Link } from '../kit/Link';

/** That of the chart. */
const HEIGHT = 176;

/** The chart's incidents in words and numbers. */
export const IncidentTable = (props: { points: IncidentPoint[] }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const link = useRouteRef(postmortemRouteRef);
  return (
    <DataTable
      dense
      label={t('tab.chart.title')}
      maxHeight={HEIGHT}
      rows={props.points}
      rowId={point => point.id}
      columns={[
        {
          id: 'started',
          label: t('tab.list.columns.started'),
          look: 'figure',
          cell: ({ startedAt }) => format.day(startedAt),
        },
        {
          id: 'severity',
          label: t('tab.list.columns.severity'),
          cell: ({ severity }) => <SeverityChip severity={severity} />,
        },
        {
          id: 'title',
          label: t('tab.list.columns.title'),
          cell: ({ number, title }) => (
            <Link to={link({ id: `PM-${number}` })}>
              {t('common.number', { number: String(number) })} {title}
            </Link>
          ),
        },
        {
          id: 'duration',
          label: t('tab.list.columns.duration'),
          look: 'figure',
          align: 'right',
          cell: ({ toResolve }) => <DurationText seconds={toResolve} />,
        },
      ]}
    />
  );
};
