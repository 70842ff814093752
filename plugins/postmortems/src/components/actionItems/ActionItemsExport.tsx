// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import {
  ActionItemRow,
  ActionItemsFilter,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { download } from '../common/download';
import { reasonOf, Refusal } from '../common/reasonOf';
import { useAlerts } from '../kit/useAlerts';
import { useAttempt } from '../kit/useAttempt';
import { ActionItemGroup } from './actionItemGroups';
import { PrintedActionItems } from './PrintedActionItems';

const PAGE = 100;
/** More than anybody reads on paper. */
const MAX_PRINTED = 2_000;

/** The whole list on paper, or as a table for a spreadsheet. */
export const ActionItemsExport = (props: {
  filter: ActionItemsFilter;
  groups: readonly ActionItemGroup[];
}) => {
  const { filter, groups } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const alerts = useAlerts();
  const { busy, attempt } = useAttempt();
  const [printed, setPrinted] = useState<ActionItemRow[]>();

  // All open ones are one list, ordered by due day, whatever their groups.
  const statuses = [...new Set(groups.flatMap(({ status }) => status))];
  const [{ due, order }] =
    groups.length === 1 ? groups : [{ due: undefined, order: undefined }];
  const query: ActionItemsFilter = { ...filter, status: statuses, due, order };

  const all = async () => {
    const rows: ActionItemRow[] = [];
    let cursor: string | undefined;
    do {
      const page = await api.actionItems({
        query: { ...query, limit: PAGE, cursor },
      });
      if (page.totalItems > MAX_PRINTED)
        throw new Refusal(
          t('actionItems.export.tooMany', {
            total: String(page.totalItems),
            max: String(MAX_PRINTED),
          }),
        );
      rows.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return rows;
  };
  const tryTo = (run: () => Promise<void>) =>
    attempt(run, error =>
      alerts.post({
        message: t('actionItems.export.failed', { reason: reasonOf(error, t) }),
        severity: 'error',
      }),
    );

  return (
    <>
      <Button
        variant="outlined"
        size="small"
        disabled={busy}
        onClick={() =>
          tryTo(async () =>
            download(
              'action-items.csv',
              await api.actionItemsCsv({ query }),
              'text/csv',
            ),
          )
        }
      >
        {t('actionItems.export.csv')}
      </Button>
      <Button
        variant="outlined"
        size="small"
        disabled={busy}
        onClick={() => tryTo(async () => setPrinted(await all()))}
      >
        {t('actionItems.export.print')}
      </Button>
      {printed && (
        <PrintedActionItems
          items={printed}
          onPrinted={() => setPrinted(undefined)}
        />
      )}
    </>
  );
};
