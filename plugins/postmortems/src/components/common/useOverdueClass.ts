// SPDX-License-Identifier: Apache-2.0

import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  // error.main is too pale on dark paper and too light on white for small text.
  overdue: {
    color: theme.palette.type === 'dark' ? '#ff9d94' : '#b3261e',
    fontWeight: 600,
  },
}));

/** The look of what is overdue; the word stands beside it. */
export function useOverdueClass(): string {
  return useStyles().overdue;
}
