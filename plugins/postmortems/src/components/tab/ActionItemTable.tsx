// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { ActionItemRow } from 'backstage-plugin-postmortems-common';
import { ReactNode } from 'react';
import { postmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { ActionItemStatusSelect } from '../actionItems/ActionItemStatusSelect';
import {
  ActionItemDescription,
  ActionItemOwner,
  DueText,
  MovedText,
} from '../common/ActionItemFacts';
import { PagedTable } from '../common/PagedTable';
import { StatusChip } from '../common/StatusChip';
import { useUnknownEntities } from '../common/useKnownEntities';
import { Link } from '../kit/Link';
import { PagesState } from '../kit/usePages';

const useStyles = makeStyles(theme => ({
  moved: {
    ...theme.typography.caption,
    display: 'block',
    whiteSpace: 'normal',
    color: theme.palette.text.secondary,
  },
}));

/** A page of action items with a status that changes in place. */
export const ActionItemTable = (props: {
  pages: PagesState<ActionItemRow>;
  label: string;
  empty: ReactNode;
  onChanged: (row: ActionItemRow) => void;
}) => {
  const { pages } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const link = useRouteRef(postmortemRouteRef);
  const unknown = useUnknownEntities(
    (pages.value?.items ?? []).flatMap(item => item.owner ?? []),
  );
  const from = ({ postmortem: { number, title, status } }: ActionItemRow) => (
    <>
      <Link to={link({ id: `PM-${number}` })} title={title}>
        {t('common.number', { number: String(number) })}
      </Link>{' '}
      {/* The figures above do not count it. */}
      {status === 'draft' && <StatusChip status="draft" />}
    </>
  );
  const owner = (item: ActionItemRow) => (
    <ActionItemOwner item={item} unknown={unknown} />
  );
  const due = (item: ActionItemRow) => (
    <>
      <DueText item={item} />
      <MovedText item={item} className={classes.moved} />
    </>
  );
  return (
    <PagedTable
      dense
      label={props.label}
      pages={pages}
      failed={t('tab.actions.failed')}
      empty={props.empty}
      rowId={item => item.id}
      columns={[
        {
          id: 'due',
          label: t('tab.actions.due'),
          look: 'figure',
          from: 'sm',
          cell: due,
        },
        {
          id: 'description',
          label: t('tab.actions.description'),
          look: 'main',
          cell: item => <ActionItemDescription item={item} />,
        },
        {
          id: 'from',
          label: t('tab.actions.postmortem'),
          look: 'figure',
          from: 'sm',
          cell: from,
        },
        {
          id: 'owner',
          label: t('tab.actions.owner'),
          from: 'sm',
          minWidth: 150,
          cell: owner,
        },
        {
          id: 'status',
          label: t('tab.actions.status'),
          // As wide as the longest status.
          minWidth: 140,
          cell: item => (
            <ActionItemStatusSelect
              item={item}
              canUpdate={item.can.update}
              onChanged={props.onChanged}
            />
          ),
        },
      ]}
      narrow={item => (
        <>
          <span>{due(item)}</span>
          <span>{from(item)}</span>
          <span>{owner(item)}</span>
        </>
      )}
    />
  );
};
