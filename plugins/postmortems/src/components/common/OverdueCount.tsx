// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { postmortemsTranslationRef } from '../../translation';
import { useFormat } from './useFormat';

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

/** "2 overdue", or that nothing is. */
export const OverdueCount = (props: { count: number }) => {
  const overdue = useOverdueClass();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  if (props.count === 0) return <span>{t('tab.overview.nothingOverdue')}</span>;
  return (
    <span className={overdue}>
      {t('tab.overview.overdue', { value: format.number(props.count) })}
    </span>
  );
};
