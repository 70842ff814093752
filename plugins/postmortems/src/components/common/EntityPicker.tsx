import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { useCatalogSearch } from './useCatalogSearch';
import { useEntityName } from './useEntityName';

/** Picks one entity, searching the catalog as one types. */
export const EntityPicker = (props: {
  label: string;
  kinds: readonly string[];
  /** An entity ref. */
  value: string | null;
  onChange: (ref: string | null) => void;
  className?: string;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  const shown = useEntityName(props.value);
  const { entities, loading, error } = useCatalogSearch(typed ?? '', {
    kinds: props.kinds,
    enabled: open,
  });
  let nothing: string = t('tab.picker.typeToSearch');
  if (error) nothing = t('tab.picker.failed');
  else if (typed) nothing = t('tab.picker.noOptions');
  return (
    <Autocomplete
      className={props.className}
      size="small"
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => {
        setOpen(false);
        setTyped(undefined);
      }}
      value={props.value}
      onChange={(_, ref) => props.onChange(ref)}
      inputValue={typed ?? shown}
      onInputChange={(_, text, reason) => {
        if (reason === 'input') setTyped(text);
        else setTyped(undefined);
      }}
      // Material UI wants what is chosen among the options; it is not listed.
      options={[
        ...new Set([
          ...(props.value ? [props.value] : []),
          ...entities.map(entity => stringifyEntityRef(entity)),
        ]),
      ]}
      filterSelectedOptions
      filterOptions={options => options}
      getOptionSelected={(option, value) => option === value}
      renderOption={ref => <EntityDisplayName entityRef={ref} disableTooltip />}
      loading={loading}
      loadingText={t('common.loading')}
      noOptionsText={nothing}
      openText={t('editor.picker.open')}
      closeText={t('editor.picker.close')}
      clearText={t('editor.picker.clear')}
      renderInput={params => (
        <TextField {...params} label={props.label} variant="outlined" />
      )}
    />
  );
};
