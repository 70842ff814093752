// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { ActionItemRow } from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { postmortemsTranslationRef } from '../../translation';
import { useNameOf } from '../common/entities';
import { useFormat } from '../common/useFormat';

const useStyles = makeStyles({
  '@global': {
    // While it is there nothing else of the portal goes to paper.
    '@media print': {
      'body > *': { display: 'none !important' },
      'body > .postmortems-printed': { display: 'block !important' },
      'html, body': {
        height: 'auto !important',
        overflow: 'visible !important',
      },
    },
  },
  root: {
    display: 'none',
    color: '#000',
    backgroundColor: '#fff',
    font: '10pt/1.35 sans-serif',
    '& table': { width: '100%', borderCollapse: 'collapse' },
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'top',
      padding: '3pt 6pt 3pt 0',
      borderBottom: '0.5pt solid #888',
      overflowWrap: 'anywhere',
    },
    '& tr': { breakInside: 'avoid' },
  },
});

/** A table of action items that is only for paper, with every ticket's address. */
export const PrintedActionItems = (props: {
  items: readonly ActionItemRow[];
  /** The reader has printed it, or would not. */
  onPrinted: () => void;
}) => {
  const { items, onPrinted } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const classes = useStyles();
  const format = useFormat();
  const nameOf = useNameOf();

  useEffect(() => {
    window.addEventListener('afterprint', onPrinted);
    window.print();
    return () => window.removeEventListener('afterprint', onPrinted);
    // Once, with what was there when it was asked for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const owner = ({ owner: ref, ownerGone }: ActionItemRow) => {
    if (ref === null) return t('common.actionItem.noOwner');
    return ownerGone
      ? t('actionItems.gone.marked', { name: nameOf(ref) })
      : nameOf(ref);
  };
  const due = (item: ActionItemRow) => [
    item.dueDate ? format.day(item.dueDate) : t('common.due.none'),
    item.due === 'overdue' && t('actionItems.groups.overdue'),
    item.firstDueDate !== null &&
      item.dueDateMoves > 0 &&
      t('common.actionItem.moved', {
        day: format.day(item.firstDueDate),
        count: item.dueDateMoves,
      }),
  ];
  return createPortal(
    <div className={`postmortems-printed ${classes.root}`}>
      <h1>{t('actionItems.pageTitle')}</h1>
      <p>
        {t('actionItems.export.printed', {
          at: format.instant(DateTime.now().toISO()),
          count: items.length,
        })}
        <br />
        {window.location.href}
      </p>
      <table>
        <thead>
          <tr>
            {(
              [
                'postmortem',
                'description',
                'owner',
                'due',
                'status',
                'ticket',
              ] as const
            ).map(column => (
              <th key={column}>{t(`actionItems.export.columns.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(item => (
            <tr key={item.id}>
              <td>
                {t('common.number', { number: String(item.postmortem.number) })}{' '}
                {item.postmortem.severity}
                <br />
                {item.postmortem.affectedSystems
                  .map(ref => nameOf(ref))
                  .join(', ')}
              </td>
              <td>{item.description}</td>
              <td>{owner(item)}</td>
              <td>{due(item).filter(Boolean).join(', ')}</td>
              <td>{t(`common.actionStatus.${item.status}`)}</td>
              <td>{item.ticketUrl}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  );
};
