// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../../translation';
import { FilterSelect } from '../kit/FilterBar';
import { SeverityShape } from './SeverityShape';
import { useSeverities } from './usePostmortemsConfig';

/** The severity that a list is narrowed to; a link may name several. */
export const SeveritySelect = (props: {
  id: string;
  /** Ids; one of them may no longer be configured. */
  value: readonly string[];
  onChange: (severities: string[]) => void;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const severities = useSeverities();
  const value = props.value.join(', ') || undefined;
  const isConfigured = severities.some(({ id }) => id === value);
  return (
    <FilterSelect
      id={props.id}
      label={t('tab.list.severity')}
      value={value}
      onChange={chosen => props.onChange(chosen ? [chosen] : [])}
      options={[
        ...(value && !isConfigured
          ? [{ value, title: value, icon: <SeverityShape rank={-1} /> }]
          : []),
        ...severities.map(({ id, title }, rank) => ({
          value: id,
          title,
          icon: <SeverityShape rank={rank} />,
        })),
      ]}
    />
  );
};
