// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { CauseRef } from 'backstage-plugin-postmortems-common';
import { useEffect, useRef, useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { Scope } from '../common/scope';
import { SearchPicker } from '../common/SearchPicker';
import { useRequest } from '../kit/useRequest';
import { useTyping } from '../common/useTyping';

const PAUSE_MS = 250;
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
  const { active } = typing;
  const text = typing.text?.trim() ?? '';
  const [term, setTerm] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setTerm(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  const about = `${term} ${JSON.stringify(scope)}`;
  const {
    value: found,
    error,
    loading,
  } = useRequest(
    async signal =>
      active
        ? api.causes(
            { query: { ...scope, q: term, order: 'times', limit: SHOWN } },
            { signal },
          )
        : undefined,
    [api, active],
    about,
  );
  const isAnswered = !loading && term === text && !!(found ?? error);
  const causes = (isAnswered ? (found?.items ?? []) : []).filter(
    ({ id }) => !except.includes(id),
  );
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
      loading={active && !isAnswered}
      loadingText={t('common.loading')}
      nothing={t(error ? 'causes.list.failed' : 'causes.picker.none')}
      note={found?.nextCursor ? t('editor.picker.more') : undefined}
    />
  );
};
