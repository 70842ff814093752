// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../../translation';
import { useFormat } from './useFormat';
import { useOverdueClass } from './useOverdueClass';

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
