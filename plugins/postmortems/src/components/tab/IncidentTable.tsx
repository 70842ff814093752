// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { IncidentPoint } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { PostmortemLink } from '../common/links';
import { SeverityChip } from '../common/SeverityChip';
import { useFormat } from '../common/useFormat';
import { DataTable } from '../kit/DataTable';

/** That of the chart. */
const HEIGHT = 176;

/** The chart's incidents in words and numbers. */
export const IncidentTable = (props: { points: IncidentPoint[] }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
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
          cell: point => <PostmortemLink postmortem={point} withTitle />,
        },
        {
          id: 'duration',
          label: t('tab.list.columns.duration'),
          look: 'figure',
          align: 'right',
          cell: ({ toResolve }) => format.recordedDuration(toResolve),
        },
      ]}
    />
  );
};
