// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { CausePicker } from '../causes/CausePicker';
import { Scope } from '../common/scope';
import { useRequest } from '../kit/useRequest';

/** The cause that a list is narrowed to; the URL knows its id only. */
export const CauseFilter = (props: {
  /** The id of a cause. */
  value?: string;
  onChange: (id: string | undefined) => void;
  scope?: Scope;
  className?: string;
}) => {
  const { value: id } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const { value: known } = useRequest(
    async signal =>
      // A cause that was merged answers with the one that took it up.
      id ? { id, name: (await api.cause({ id }, { signal })).name } : undefined,
    [api, id],
  );
  return (
    <CausePicker
      className={props.className}
      label={t('causes.picker.label')}
      scope={props.scope}
      value={id ? { id, name: known?.id === id ? known.name : id } : null}
      onChange={cause => props.onChange(cause?.id)}
    />
  );
};
