import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { ReactNode, useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { shortName, typedRef } from './entityRefs';
import { useEntityNames } from './KnownEntities';
import { FoundEntity, useEntitySearch } from './useEntitySearch';

const useStyles = makeStyles(theme => ({
  option: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  detail: {
    color: theme.palette.text.secondary,
    fontSize: '0.75rem',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
}));

const UNKNOWN = { borderStyle: 'dashed' };

type EntityPickerProps = {
  id?: string;
  label: string;
  kinds: readonly string[];
  value: string[];
  onChange: (refs: string[]) => void;
  onBlur?: () => void;
  /** At most one. */
  single?: boolean;
  help?: ReactNode;
  problem?: string;
  /** The label is read out and not shown. */
  hideLabel?: boolean;
};

/**
 * Picks entities by searching the catalog. A ref that the catalog does not
 * know can be typed in full; it is marked as unknown.
 */
export const EntityPicker = (props: EntityPickerProps) => {
  const { kinds, label, onChange, single = false, value } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { nameOf, learn } = useEntityNames(value);
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const search = useEntitySearch({ kinds, text, active: open });

  const asFound = (ref: string): FoundEntity =>
    nameOf(ref) ?? { ref, name: shortName(ref), kind: ref.split(':')[0] };
  const isUnknown = (ref: string) => nameOf(ref) === null;

  const typed = typedRef(text, kinds);
  const options = search.found.filter(({ ref }) => !value.includes(ref));
  // Somebody who writes a whole ref means that one, known or not.
  if (
    typed &&
    !search.loading &&
    (text.includes(':') || options.length === 0) &&
    !value.includes(typed) &&
    !options.some(({ ref }) => ref === typed)
  )
    options.push({
      ref: typed,
      name: typed,
      kind: typed.split(':')[0],
      description: t('editor.picker.takeUnknown'),
    });

  const take = (picked: Array<FoundEntity | string>) => {
    const refs = picked.flatMap(one => {
      if (typeof one !== 'string') {
        if (one.name !== one.ref) learn(one);
        return [one.ref];
      }
      const ref = typedRef(one, kinds);
      return ref ? [ref] : [];
    });
    onChange([...new Set(refs)]);
  };

  const selected = value.map(asFound);
  const unknown = value.filter(isUnknown);
  const warning =
    unknown.length > 0
      ? t('editor.picker.unknown', { names: unknown.join(', ') })
      : undefined;
  let nothing: string = t('editor.picker.nothing');
  if (search.failed) nothing = t('editor.picker.failed');

  return (
    <Autocomplete<FoundEntity, boolean, boolean, boolean>
      id={props.id}
      multiple={!single}
      freeSolo={false}
      autoHighlight
      filterSelectedOptions
      size="small"
      // Material UI wants what is chosen among the options; it is not listed.
      options={[...selected, ...options]}
      value={single ? (selected[0] ?? null) : selected}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      inputValue={open || !single ? text : (selected[0]?.name ?? '')}
      onInputChange={(_, next, reason) =>
        setText(reason === 'input' ? next : '')
      }
      onChange={(_, next) => {
        setText('');
        if (next === null) take([]);
        else take(Array.isArray(next) ? next : [next]);
      }}
      // The catalog has filtered already.
      filterOptions={all => all}
      getOptionLabel={option => option.name}
      getOptionSelected={(option, chosen) => option.ref === chosen.ref}
      loading={search.loading}
      loadingText={t('editor.picker.searching')}
      noOptionsText={nothing}
      openText={t('editor.picker.open')}
      closeText={t('editor.picker.close')}
      clearText={t('editor.picker.clear')}
      renderOption={option => (
        <span className={classes.option}>
          <span>{option.name}</span>
          <span className={classes.detail}>
            {[
              option.name === option.ref ? undefined : option.kind,
              option.name === option.ref ? undefined : shortName(option.ref),
              option.description,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      )}
      renderTags={(chosen, getTagProps) =>
        chosen.map((option, index) => (
          <Chip
            {...getTagProps({ index })}
            key={option.ref}
            size="small"
            variant={isUnknown(option.ref) ? 'outlined' : 'default'}
            style={isUnknown(option.ref) ? UNKNOWN : undefined}
            label={
              isUnknown(option.ref)
                ? t('editor.picker.unknownName', { name: option.name })
                : option.name
            }
            title={option.ref}
          />
        ))
      }
      renderInput={params => (
        <TextField
          {...params}
          label={props.hideLabel ? undefined : label}
          inputProps={{
            ...params.inputProps,
            ...(props.hideLabel && { 'aria-label': label }),
          }}
          onBlur={props.onBlur}
          placeholder={
            value.length === 0 && props.hideLabel ? label : undefined
          }
          error={!!props.problem}
          helperText={props.problem ?? warning ?? props.help}
          variant="outlined"
          size="small"
          margin="dense"
          fullWidth
        />
      )}
    />
  );
};
