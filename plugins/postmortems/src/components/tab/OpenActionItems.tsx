// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import {
  ActionItemRow,
  OPEN_STATUSES,
} from 'backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { ActionItemChanges } from '../actionItems/ActionItemChanges';
import { Scope } from '../common/entities';
import { SectionCard } from '../kit/SectionCard';
import { useSavedRows } from '../common/useSavedRows';
import { usePages } from '../kit/usePages';
import { ActionItemTable } from './ActionItemTable';

const LIMIT = 10;

/** What was promised after incidents and is not done. */
export const OpenActionItems = (props: {
  scope: Scope;
  /** An action item was changed here: figures elsewhere are stale. */
  onChanged: () => void;
}) => {
  const { scope } = props;
  const { owner } = scope;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const title = t(owner ? 'tab.actions.ofOwner' : 'tab.actions.title');
  const api = useApi(postmortemsApiRef);
  const pages = usePages(
    (cursor, signal) =>
      api.actionItems(
        {
          query: {
            // A team also looks after what its members promised.
            ...(owner ? { team: [owner] } : scope),
            status: [...OPEN_STATUSES],
            limit: LIMIT,
            cursor,
          },
        },
        { signal },
      ),
    { limit: LIMIT, deps: [scope], list: 'actionItems' },
  );
  const { value } = pages;

  // A row that was just closed stays where it is, so that nothing moves under
  // the pointer and it can be opened again.
  const { rows, onSaved } = useSavedRows(value);
  const onChanged = (row: ActionItemRow) => {
    onSaved(row);
    props.onChanged();
  };
  return (
    <SectionCard
      title={title}
      noPadding
      action={
        owner && (
          <Typography variant="body2" color="textSecondary">
            {t('tab.actions.fromAll')}
          </Typography>
        )
      }
    >
      <ActionItemChanges>
        <ActionItemTable
          label={title}
          pages={{
            ...pages,
            value: value && {
              ...value,
              items: value.items.map(item => rows.get(item.id) ?? item),
            },
          }}
          empty={
            <Typography variant="body2">{t('tab.actions.none')}</Typography>
          }
          onChanged={onChanged}
        />
      </ActionItemChanges>
    </SectionCard>
  );
};
