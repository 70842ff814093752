import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { CauseRef } from 'backstage-plugin-postmortems-common';
import { useEffect, useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { Scope } from '../common/scope';
import { useRequest } from '../common/useRequest';

const PAUSE_MS = 250;

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
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  const [term, setTerm] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setTerm(typed?.trim() ?? ''), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const {
    value: found,
    error,
    loading,
  } = useRequest(
    async signal =>
      open
        ? api.causes({ ...scope, q: term, order: 'times', limit: 20 }, signal)
        : undefined,
    [api, open, term, JSON.stringify(scope)],
  );
  const options: Shown[] = (found?.items ?? []).filter(
    ({ id }) => id !== value?.id && !except.includes(id),
  );
  return (
    <Autocomplete<Shown>
      className={props.className}
      size="small"
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => {
        setOpen(false);
        setTyped(undefined);
      }}
      value={value}
      onChange={(_, cause) => props.onChange(cause)}
      inputValue={typed ?? value?.name ?? ''}
      onInputChange={(_, text, reason) => {
        if (reason === 'input') setTyped(text);
        else setTyped(undefined);
      }}
      // Material UI wants what is chosen among the options; it is not listed.
      options={value ? [value, ...options] : options}
      filterSelectedOptions
      filterOptions={all => all.filter(({ id }) => id !== value?.id)}
      getOptionLabel={({ name }) => name}
      getOptionSelected={(one, other) => one.id === other.id}
      loading={loading}
      loadingText={t('common.loading')}
      noOptionsText={t(error ? 'causes.list.failed' : 'causes.picker.none')}
      openText={t('editor.picker.open')}
      closeText={t('editor.picker.close')}
      clearText={t('editor.picker.clear')}
      renderInput={params => (
        <TextField {...params} label={props.label} variant="outlined" />
      )}
    />
  );
};
