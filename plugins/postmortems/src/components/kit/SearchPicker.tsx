// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Chip from '@material-ui/core/Chip';
import Paper, { PaperProps } from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import {
  createContext,
  KeyboardEvent,
  ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { isComposing } from './isComposing';

const useStyles = makeStyles(theme => ({
  option: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  detail: {
    color: theme.palette.text.secondary,
    fontSize: '0.75rem',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  note: {
    ...theme.typography.body2,
    color: theme.palette.text.secondary,
    padding: theme.spacing(1, 2),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
}));

const UNKNOWN = { borderStyle: 'dashed' };

/** Something that can be picked. */
export type Pickable = {
  id: string;
  /** What the field says when it is chosen, and the first line of the option. */
  title: string;
  /** The second line of the option. */
  detail?: string;
  /** It is no match: it is offered in case there is none. */
  isLastResort?: boolean;
  /** Its chip is drawn as one that is not known. */
  isUnknown?: boolean;
};

const ListNote = createContext<string | undefined>(undefined);

/** The list, with a word below it about what is not in it. */
const ListPaper = (props: PaperProps) => {
  const classes = useStyles();
  const note = useContext(ListNote);
  return (
    <Paper {...props} onMouseDown={event => event.preventDefault()}>
      {props.children}
      {note && (
        <div className={classes.note} role="status">
          {note}
        </div>
      )}
    </Paper>
  );
};

/** What somebody is doing in a {@link SearchPicker}. */
type Typing = {
  /** What is typed; `undefined` when nothing is, and the choice is shown. */
  text: string | undefined;
  setText: (text: string | undefined) => void;
  open: boolean;
  setOpen: (open: boolean) => void;
  /** Enter was pressed before the answer was there: it means the first one. */
  entered: boolean;
  setEntered: (entered: boolean) => void;
  /** Whether somebody waits for options. */
  active: boolean;
};

export function useTyping(): Typing {
  const [text, setText] = useState<string>();
  const [open, setOpen] = useState(false);
  const [entered, setEntered] = useState(false);
  const active = open || entered;
  return { text, setText, open, setOpen, entered, setEntered, active };
}

type SearchPickerProps = {
  id?: string;
  className?: string;
  label: string;
  /** Several may be chosen. */
  multiple?: boolean;
  value: readonly Pickable[];
  /** Gets the ids of all that is chosen then. */
  onChange: (ids: string[]) => void;
  onBlur?: () => void;
  typing: Typing;
  /** The answer to what is typed; what is chosen is left out. */
  options: readonly Pickable[];
  loading: boolean;
  loadingText: string;
  /** Why there are no options. */
  nothing: string;
  /** What is to be known about the options. */
  note?: string;
  help?: ReactNode;
  problem?: string;
};

/**
 * Picks by typing, from more than can be shown at once. What is typed stays
 * until something is picked, or the field is left or escaped from, whatever is
 * drawn anew meanwhile.
 */
export const SearchPicker = (props: SearchPickerProps) => {
  const { multiple = false, onChange, typing, loading } = props;
  const { text, setText, open, setOpen, entered, setEntered } = typing;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const input = useRef<HTMLInputElement>();
  // What was chosen before its text was deleted.
  const before = useRef<string>();

  // Material UI begins the list anew when it is given another object.
  const key = JSON.stringify(props.value);
  const value = useMemo<Pickable[]>(() => JSON.parse(key), [key]);
  const ids = value.map(({ id }) => id);
  const options = props.options.filter(({ id }) => !ids.includes(id));

  const reset = () => {
    before.current = undefined;
    setEntered(false);
    setText(undefined);
  };
  const restore = () => {
    if (before.current !== undefined && ids.length === 0)
      onChange([before.current]);
    reset();
  };
  const pick = (id: string) => {
    reset();
    setOpen(false);
    onChange(multiple ? [...ids, id] : [id]);
  };

  const first = options.find(({ isLastResort }) => !isLastResort)?.id;
  const arrived = useRef<() => void>(() => {});
  arrived.current = () => {
    setEntered(false);
    if (first !== undefined) pick(first);
    else if (document.activeElement !== input.current) restore();
  };
  useEffect(() => {
    if (entered && !loading) arrived.current();
  }, [entered, loading]);

  const onKeyDown = (event: KeyboardEvent) => {
    // What Material UI has taken for a choice, or an input method for a word.
    if (event.defaultPrevented || isComposing(event)) return;
    if (event.key === 'Escape') restore();
    else if (event.key === 'Enter' && text?.trim()) {
      event.preventDefault();
      setEntered(true);
      setOpen(true);
    }
  };

  return (
    <ListNote.Provider value={props.note}>
      <Autocomplete<Pickable, boolean, false, false>
        id={props.id}
        className={props.className}
        multiple={multiple}
        autoHighlight
        size="small"
        // Material UI wants what is chosen among the options; it is not listed.
        options={[...value, ...options]}
        filterOptions={() => options}
        value={multiple ? value : (value[0] ?? null)}
        open={open}
        onOpen={() => setOpen(true)}
        onClose={(_, reason) => {
          setOpen(false);
          if (reason === 'escape') restore();
        }}
        inputValue={text ?? (multiple ? '' : (value[0]?.title ?? ''))}
        onInputChange={(_, next, reason) => {
          // It would take back what is typed whenever it is drawn anew.
          if (reason === 'reset') return;
          setEntered(false);
          setText(next);
        }}
        onChange={(event, next, reason) => {
          const chosen = next === null ? [] : [next].flat();
          // The text was deleted: it may be the beginning of another.
          if (reason === 'clear' && event.type === 'change')
            [before.current] = ids;
          // A chip was removed: that is no answer to what is typed.
          else if (reason !== 'remove-option') reset();
          onChange(chosen.map(({ id }) => id));
        }}
        onKeyDown={onKeyDown}
        getOptionLabel={option => option.title}
        getOptionSelected={(option, chosen) => option.id === chosen.id}
        loading={loading}
        loadingText={props.loadingText}
        noOptionsText={props.nothing}
        openText={t('common.picker.open')}
        closeText={t('common.picker.close')}
        clearText={t('common.picker.clear')}
        PaperComponent={ListPaper}
        renderOption={({ title, detail }) => (
          <span className={classes.option}>
            <span>{title}</span>
            {detail && <span className={classes.detail}>{detail}</span>}
          </span>
        )}
        renderTags={(chosen, getTagProps) =>
          chosen.map(({ id, title, isUnknown }, index) => (
            <Chip
              {...getTagProps({ index })}
              key={id}
              size="small"
              variant={isUnknown ? 'outlined' : 'default'}
              style={isUnknown ? UNKNOWN : undefined}
              label={title}
              title={id}
            />
          ))
        }
        renderInput={params => (
          <TextField
            {...params}
            inputRef={input}
            label={props.label}
            onBlur={() => {
              // An Enter that waits for its answer is not taken back.
              if (text === '') reset();
              else if (!entered) restore();
              props.onBlur?.();
            }}
            error={!!props.problem}
            helperText={props.problem ?? props.help}
            variant="outlined"
            fullWidth
          />
        )}
      />
    </ListNote.Provider>
  );
};
