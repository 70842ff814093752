// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { DataTable, DataTableProps } from '../kit/DataTable';
import { PagesState } from '../kit/usePages';
import { ErrorState } from './ErrorState';
import { useFormat } from './useFormat';

const useStyles = makeStyles(theme => ({
  pager: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 2),
    ...theme.typography.body2,
    color: theme.palette.text.secondary,
  },
}));

/** Which part of a list is shown, and the way to its neighbors. */
const Pager = (props: { pages: PagesState<unknown> }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { value, from, previous, next } = props.pages;
  if (!value || (!previous && !next)) return null;
  return (
    <div className={classes.pager}>
      <span aria-live="polite">
        {t('common.pages.range', {
          from: format.number(from),
          to: format.number(from + value.items.length - 1),
          total: format.number(value.totalItems),
        })}
      </span>
      <Button size="small" disabled={!previous} onClick={previous}>
        {t('common.pages.previous')}
      </Button>
      <Button size="small" disabled={!next} onClick={next}>
        {t('common.pages.next')}
      </Button>
    </div>
  );
};

/** A list in pages: a table, that there is nothing in it, or why it is not there. */
export function PagedTable<Row>(
  props: Omit<DataTableProps<Row>, 'rows' | 'loading'> & {
    pages: PagesState<Row>;
    /** What to say when they cannot be loaded. */
    failed: string;
    /** In place of a table without rows. */
    empty: ReactNode;
  },
) {
  const { pages, failed, empty, ...table } = props;
  const { value, error, loading, retry } = pages;
  if (error)
    return (
      <Box padding={2}>
        <ErrorState title={failed} error={error} onRetry={retry} />
      </Box>
    );
  if (value?.totalItems === 0) return <Box padding={2}>{empty}</Box>;
  return (
    <>
      <DataTable {...table} rows={value?.items} loading={loading} />
      <Pager pages={pages} />
    </>
  );
}
