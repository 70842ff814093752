// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { ActionItemRow } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { EntityPicker } from '../common/EntityPicker';
import { reasonOf } from '../common/reasonOf';
import { ConfirmDialog } from '../kit/ModalDialog';

/** Gives an action item to somebody. */
export const AssignButton = (props: {
  item: ActionItemRow;
  onChanged: (row: ActionItemRow) => void;
}) => {
  const { item, onChanged } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const [asking, setAsking] = useState(false);
  const [owner, setOwner] = useState<string>();
  const description = item.description || t('common.actionItem.noDescription');
  return (
    <>
      <Button
        size="small"
        color="primary"
        aria-label={t('actionItems.assign.label', { description })}
        onClick={() => {
          setOwner(undefined);
          setAsking(true);
        }}
      >
        {t('actionItems.assign.button')}
      </Button>
      {asking && (
        <ConfirmDialog
          id="postmortems-assign-title"
          size="sm"
          title={t('actionItems.assign.title')}
          text={description}
          confirm={t('actionItems.assign.button')}
          disabled={!owner}
          explain={error =>
            t('actionItems.assign.failed', { reason: reasonOf(error, t) })
          }
          onConfirm={async () => {
            onChanged(
              await api.updateActionItem({ id: item.id, body: { owner } }),
            );
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        >
          <EntityPicker
            id="postmortems-assign-owner"
            label={t('actionItems.assign.owner')}
            kinds={['user', 'group']}
            single
            value={owner ? [owner] : []}
            onChange={([ref]) => setOwner(ref)}
          />
        </ConfirmDialog>
      )}
    </>
  );
};
