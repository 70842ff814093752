// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { ActionItemsFilter } from 'backstage-plugin-postmortems-common';
import { useEffect, useMemo } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { SectionCard } from '../kit/SectionCard';
import { useFormat } from '../common/useFormat';
import { ActionItemGroup } from './actionItemGroups';
import { ActionItemRows } from './ActionItemRows';
import { useActionItems } from './useActionItems';

const LIMIT = 20;

/**
 * One group of action items. An empty one is not drawn, but for the overdue:
 * that nothing is overdue is worth saying.
 */
export const ActionItemGroupCard = (props: {
  group: ActionItemGroup;
  /** What all groups are narrowed to. */
  filter: ActionItemsFilter;
  /** Tells how many rows the group shows; `undefined` while nobody knows. */
  onRows: (group: ActionItemGroup, rows: number | undefined) => void;
  onChanged: () => void;
  /** Nothing is in any group: the page says it. */
  isAllEmpty: boolean;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { group, filter, onRows, onChanged, isAllEmpty } = props;
  const { status, due, order, toVerify } = group;
  const query = useMemo(
    () => ({
      ...filter,
      status,
      due,
      order,
      ...(toVerify && { toVerify }),
      limit: LIMIT,
    }),
    [filter, status, due, order, toVerify],
  );
  const { items, total, loading, error, more, retry, replace } =
    useActionItems(query);

  const rows = items?.length;
  useEffect(() => {
    onRows(group, rows);
  }, [group, rows, onRows]);

  const title = t(`actionItems.groups.${group.id}`);
  const isOverdue = group.id === 'overdue';
  if (rows === 0 && !error && (isAllEmpty || !isOverdue)) return null;
  return (
    <SectionCard
      title={
        items
          ? t('actionItems.groupCount', { title, total: format.number(total) })
          : title
      }
      noPadding
    >
      <div aria-busy={loading}>
        {items && items.length > 0 && (
          <ActionItemRows
            items={items}
            label={title}
            onChanged={row => {
              replace(row);
              onChanged();
            }}
          />
        )}
        {rows === 0 && (
          <Box padding={2}>
            <Typography>{t('actionItems.nothingOverdue')}</Typography>
          </Box>
        )}
        {!items && loading && (
          <Box padding={2}>
            <Skeleton height={40} />
          </Box>
        )}
        {error && (
          <Box padding={2}>
            <ErrorState
              title={t('actionItems.loadFailed')}
              error={error}
              onRetry={retry}
            />
          </Box>
        )}
        {more && (
          <Box padding={1} textAlign="center">
            <Button size="small" onClick={more}>
              {t('actionItems.more')}
            </Button>
          </Box>
        )}
      </div>
    </SectionCard>
  );
};
