// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import NativeSelect from '@material-ui/core/NativeSelect';
import {
  ActionItemRow,
  ActionItemStatus,
  actionItemStatusSchema,
} from 'backstage-plugin-postmortems-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { useConfirmedSelect } from '../kit/useConfirmedSelect';
import {
  StatusItem,
  statusDomId,
  useActionItemChanges,
} from './ActionItemChanges';
import { WontDoDialog } from './WontDoDialog';

const useStyles = makeStyles({ select: { fontSize: 'inherit' } });

/**
 * The status of an action item, changed in place: at once on the screen, taken
 * back if the server refuses. It stands inside an `ActionItemChanges`.
 */
export const ActionItemStatusSelect = (props: {
  item: StatusItem;
  /** Whether the reader may change it; else it is plain text. */
  canUpdate: boolean;
  /** Gets the row as saved; whoever holds the item must show it from then on. */
  onChanged: (row: ActionItemRow) => void;
}) => {
  const { item, onChanged } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const classes = useStyles();
  const { pending, change } = useActionItemChanges();
  const [asking, setAsking] = useState(false);
  const status = pending.get(item.id) ?? item.status;

  const choose = (next: ActionItemStatus) => {
    if (next === 'wont-do') setAsking(true);
    else change({ item, patch: { status: next }, onChanged });
  };
  // Not disabled while a change is on its way: it has the keyboard.
  const select = useConfirmedSelect({
    value: status,
    onConfirm: next => choose(next as ActionItemStatus),
    onLeave: 'confirm',
  });

  if (!props.canUpdate) return <>{t(`common.actionStatus.${status}`)}</>;

  const description = item.description || t('common.actionItem.noDescription');
  return (
    <>
      <NativeSelect
        value={select.value}
        disableUnderline
        className={classes.select}
        inputProps={{
          ...select.handlers,
          id: statusDomId(item.id),
          'aria-busy': pending.has(item.id),
          'aria-label': t('actionItems.change.label', { description }),
        }}
      >
        {actionItemStatusSchema.options.map(option => (
          <option key={option} value={option}>
            {t(`common.actionStatus.${option}`)}
          </option>
        ))}
      </NativeSelect>
      {select.isUnconfirmed && (
        <Typography variant="caption" component="div" role="status">
          {t('common.toConfirmOrLeave')}
        </Typography>
      )}
      {asking && (
        <WontDoDialog
          description={description}
          onCancel={() => setAsking(false)}
          onConfirm={wontDoReason => {
            setAsking(false);
            change({
              item,
              patch: { status: 'wont-do', wontDoReason },
              onChanged,
            });
          }}
        />
      )}
    </>
  );
};
