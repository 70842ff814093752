// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { CauseRef } from 'backstage-plugin-postmortems-common';
import { useRef } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { Scope } from '../common/entities';
import { SearchPicker, useTyping } from '../kit/SearchPicker';
import { useSearch } from '../kit/useSearch';

const SHOWN = 20;

type Shown = Pick<CauseRef, 'id' | 'name'>;

/** Picks a known cause, found as one types. */
export const CausePicker = (props: {
  label: string;
  value: Shown | null;
  onChange: (cause: Shown | null) => void;
  /** The causes of these postmortems only. */
  scope?: Scope;
  /** Not offered. */
  except?: readonly string[];
  className?: string;
}) => {
  const { scope, value, except = [] } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const typing = useTyping();
  const text = typing.text?.trim() ?? '';
  const {
    value: found,
    loading,
    failed,
  } = useSearch({
    text,
    question: `${text} ${JSON.stringify(scope)}`,
    active: typing.active,
    search: signal =>
      api.causes(
        { query: { ...scope, q: text, order: 'times', limit: SHOWN } },
        { signal },
      ),
  });
  const causes = (found?.items ?? []).filter(({ id }) => !except.includes(id));
  const shown = value ? [value] : [];
  // Also the one that is taken back after its text was deleted.
  const seen = useRef(new Map<string, Shown>());
  [...causes, ...shown].forEach(cause => seen.current.set(cause.id, cause));
  return (
    <SearchPicker
      className={props.className}
      label={props.label}
      value={shown.map(({ id, name }) => ({ id, title: name }))}
      onChange={([id]) => props.onChange(seen.current.get(id) ?? null)}
      typing={typing}
      options={causes.map(({ id, name }) => ({ id, title: name }))}
      loading={loading}
      loadingText={t('common.loading')}
      nothing={t(failed ? 'causes.list.failed' : 'causes.picker.none')}
      note={found?.nextCursor ? t('common.picker.more') : undefined}
    />
  );
};
