// SPDX-License-Identifier: Apache-2.0

import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import SearchIcon from '@material-ui/icons/Search';
import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 300;

/** A search field; `onChange` follows when one pauses typing. */
export const SearchField = (props: {
  label: string;
  value: string;
  onChange: (q: string) => void;
  className?: string;
}) => {
  const { label, value, onChange, className } = props;
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const send = useRef(onChange);
  send.current = onChange;

  // A change from outside: "clear filters", back in the browser.
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);

  useEffect(() => {
    if (text === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text;
      send.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <TextField
      className={className}
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
