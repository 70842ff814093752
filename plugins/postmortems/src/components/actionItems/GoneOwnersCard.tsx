// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { ActionItemsFilter } from 'backstage-plugin-postmortems-common';
import { ReactNode, useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { useNameOf } from '../common/entities';
import { ErrorState } from '../common/ErrorState';
import { useFormat } from '../common/useFormat';
import { SectionCard } from '../kit/SectionCard';
import { useRequest } from '../kit/useRequest';
import { HandOverDialog } from './HandOverDialog';

const LIMIT = 100;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    ...theme.typography.body2,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1, 2),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  who: { flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' },
  name: { ...theme.typography.body1 },
  quiet: { color: theme.palette.text.secondary },
}));

/**
 * Owners and commanders whom the catalog no longer has, with a way to hand over
 * what was theirs. Nothing where nobody is gone.
 */
export const GoneOwnersCard = (props: {
  filter: Pick<ActionItemsFilter, 'team' | 'system' | 'withParts'>;
  /** Grows when something has changed. */
  round: number;
  onHandedOver: () => void;
}) => {
  const { filter, round, onHandedOver } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const classes = useStyles();
  const format = useFormat();
  const nameOf = useNameOf();
  const api = useApi(postmortemsApiRef);
  const [from, setFrom] = useState<string>();
  const { value, error, retry } = useRequest(
    signal =>
      api.goneOwners({ query: { ...filter, limit: LIMIT } }, { signal }),
    [api, JSON.stringify(filter), round],
  );
  // Beside the dialog, which says what was done when nobody is in the list any more.
  let card: ReactNode;
  if (error)
    card = (
      <ErrorState
        title={t('actionItems.gone.failed')}
        error={error}
        onRetry={retry}
      />
    );
  else if (value && value.totalItems > 0)
    card = (
      <SectionCard
        title={t('actionItems.gone.title', {
          total: format.number(value.totalItems),
        })}
        noPadding
      >
        <ul className={classes.list} aria-label={t('actionItems.gone.label')}>
          {value.items.map(({ entityRef, goneSince, ...count }) => (
            <li key={entityRef} className={classes.row}>
              <div className={classes.who}>
                <div className={classes.name}>{nameOf(entityRef)}</div>
                <div className={classes.quiet}>
                  {t('actionItems.gone.since', {
                    ref: entityRef,
                    day: format.day(goneSince),
                  })}
                </div>
              </div>
              <span>
                {[
                  count.actionItems > 0 &&
                    t('actionItems.gone.items', { count: count.actionItems }),
                  count.commanderOf > 0 &&
                    t('actionItems.gone.commander', {
                      count: count.commanderOf,
                    }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <Button
                size="small"
                variant="outlined"
                aria-label={t('actionItems.gone.handOverOf', {
                  name: nameOf(entityRef),
                })}
                onClick={() => setFrom(entityRef)}
              >
                {t('actionItems.gone.handOver')}
              </Button>
            </li>
          ))}
        </ul>
        {value.items.length < value.totalItems && (
          <Box padding={2} className={classes.quiet}>
            {t('actionItems.gone.more', {
              count: value.totalItems - value.items.length,
            })}
          </Box>
        )}
      </SectionCard>
    );
  return (
    <>
      {card}
      {from && (
        <HandOverDialog
          from={from}
          onClose={() => setFrom(undefined)}
          onDone={onHandedOver}
        />
      )}
    </>
  );
};
