// SPDX-License-Identifier: Apache-2.0

import InputAdornment from '@material-ui/core/InputAdornment';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import SearchIcon from '@material-ui/icons/Search';
import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 300;

// Room for what it says it searches.
const useStyles = makeStyles({ root: { flex: '2 1 240px' } });

/** A search field of a filter bar; `onChange` follows when one pauses typing. */
export const SearchField = (props: {
  label: string;
  value: string;
  onChange: (q: string) => void;
}) => {
  const { label, value, onChange } = props;
  const classes = useStyles();
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    // A change from outside: "clear filters", back in the browser.
    if (value !== sent) {
      setSent(value);
      setText(value);
    }
  }

  const send = useRef(onChange);
  send.current = onChange;
  useEffect(() => {
    if (text === sent) return undefined;
    const timer = setTimeout(() => {
      setSent(text);
      send.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, sent]);

  return (
    <TextField
      className={classes.root}
      size="small"
      variant="outlined"
      type="search"
      value={text}
      onChange={event => setText(event.target.value)}
      placeholder={label}
      inputProps={{ 'aria-label': label, maxLength: 500 }}
      InputProps={{
        startAdornment: (
          <InputAdornment position="start">
            <SearchIcon fontSize="small" />
          </InputAdornment>
        ),
      }}
    />
  );
};
