// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { FieldPath } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { SafeMarkdown } from '../../common/SafeMarkdown';
import { useHints } from '../form/EditorContext';
import { GO_TO_FIELD } from '../form/fields';
import { FieldNote, helperText } from './FieldNote';
import { HintedTextarea } from './HintedTextarea';
import { useField } from './useField';

const useStyles = makeStyles(theme => ({
  // The toggle stands above the field.
  root: { position: 'relative', marginTop: theme.spacing(2) },
  preview: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(1, 1.75),
    margin: theme.spacing(1, 0, 0.5),
    minHeight: 72,
    overflowX: 'auto',
  },
  label: { color: theme.palette.text.secondary, fontSize: '0.75rem' },
  toggle: {
    position: 'absolute',
    right: theme.spacing(0.5),
    bottom: '100%',
    // Beside the border of the field, which is two pixels when it has focus.
    marginBottom: -6,
    padding: theme.spacing(0, 0.75),
    minWidth: 0,
    fontSize: '0.75rem',
    textTransform: 'none',
    color: theme.palette.text.secondary,
    backgroundColor: theme.palette.background.paper,
    zIndex: 1,
  },
}));

/** Markdown text, which can be looked at as it will be shown. */
export const MarkdownInput = (props: {
  name: FieldPath<PostmortemDocument>;
  label: string;
  /** What is read out where rows repeat a label; holds the label's words. */
  inRow?: string;
  help?: string;
  rows?: number;
}) => {
  const { name, label, inRow, help, rows = 3 } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { field, path, id, note, noteId } = useField(name);
  const [preview, setPreview] = useState(false);
  const hints = useHints(path);
  const text = String(field.value ?? '');
  const hasText = text.trim() !== '';
  // There is nothing to look at, and no way back, without text.
  const showing = preview && hasText;

  useEffect(() => {
    if (!showing) return undefined;
    const write = (event: Event) => {
      if ((event as CustomEvent<string>).detail === path)
        // Who goes to the field looks for its input now.
        flushSync(() => setPreview(false));
    };
    document.addEventListener(GO_TO_FIELD, write);
    return () => document.removeEventListener(GO_TO_FIELD, write);
  }, [showing, path]);

  return (
    <div className={classes.root}>
      {hasText && (
        <Button
          className={classes.toggle}
          aria-pressed={showing}
          aria-label={t('editor.markdown.previewOf', {
            label: inRow ?? label,
          })}
          onClick={() => setPreview(!showing)}
        >
          {t(showing ? 'editor.markdown.write' : 'editor.markdown.preview')}
        </Button>
      )}
      {showing ? (
        <>
          <div
            className={classes.preview}
            role="group"
            aria-label={inRow ?? label}
          >
            <span className={classes.label}>{label}</span>
            <SafeMarkdown content={text} />
          </div>
          <FieldNote id={noteId} note={note} />
        </>
      ) : (
        <TextField
          id={id}
          label={label}
          value={text}
          onChange={field.onChange}
          onBlur={field.onBlur}
          inputRef={field.ref}
          InputProps={{ inputComponent: HintedTextarea }}
          inputProps={{
            ...(inRow && { 'aria-label': inRow }),
            hints,
            minRows: rows,
            maxRows: 24,
          }}
          error={!!note.problem}
          helperText={helperText(note, help)}
          variant="outlined"
          size="small"
          margin="dense"
          fullWidth
          multiline
        />
      )}
    </div>
  );
};
