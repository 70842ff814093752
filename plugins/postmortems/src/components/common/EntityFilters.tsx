// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { AFFECTED_KINDS } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { FilterPicker } from '../kit/FilterBar';
import { EntityPicker } from './EntityPicker';

type EntityFilterProps = {
  /** An entity ref. */
  value?: string;
  onChange: (ref: string | undefined) => void;
};

const EntityFilter = (
  props: EntityFilterProps & { label: string; kinds: readonly string[] },
) => (
  <FilterPicker>
    <EntityPicker
      label={props.label}
      kinds={props.kinds}
      single
      value={props.value ? [props.value] : []}
      onChange={([ref]) => props.onChange(ref)}
    />
  </FilterPicker>
);

/** The affected system that a list is narrowed to. */
export const SystemFilter = (props: EntityFilterProps & { label?: string }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <EntityFilter
      {...props}
      label={props.label ?? t('common.filters.system')}
      kinds={AFFECTED_KINDS}
    />
  );
};

/** The owner that a list is narrowed to. */
export const OwnerFilter = (props: EntityFilterProps) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <EntityFilter
      {...props}
      label={t('common.filters.owner')}
      kinds={['group', 'user']}
    />
  );
};

/** The group whose action items a list is narrowed to. */
export const TeamFilter = (props: EntityFilterProps) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <EntityFilter
      {...props}
      label={t('common.filters.team')}
      kinds={['group']}
    />
  );
};

/** The author whose postmortems a list is narrowed to. */
export const AuthorFilter = (props: EntityFilterProps) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <EntityFilter
      {...props}
      label={t('common.filters.author')}
      kinds={['user']}
    />
  );
};
