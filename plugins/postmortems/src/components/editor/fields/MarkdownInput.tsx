import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { FieldPath, useController } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { SafeMarkdown } from '../../common/SafeMarkdown';
import { useDocumentForm, useFieldProblem } from '../form/EditorContext';
import { fieldId } from '../form/fields';

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
  const { control } = useDocumentForm();
  const { field, fieldState } = useController({ control, name });
  const [preview, setPreview] = useState(false);
  const problem = useFieldProblem(name) ?? fieldState.error?.message;
  const text = String(field.value ?? '');
  return (
    <div className={classes.root}>
      {text.trim() !== '' && (
        <Button
          className={classes.toggle}
          aria-pressed={preview}
          aria-label={t('editor.markdown.previewOf', {
            label: inRow ?? label,
          })}
          onClick={() => setPreview(!preview)}
        >
          {t(preview ? 'editor.markdown.write' : 'editor.markdown.preview')}
        </Button>
      )}
      {preview ? (
        <div
          className={classes.preview}
          role="group"
          aria-label={inRow ?? label}
        >
          <span className={classes.label}>{label}</span>
          <SafeMarkdown content={text} />
        </div>
      ) : (
        <TextField
          id={fieldId(name)}
          label={label}
          value={text}
          onChange={field.onChange}
          onBlur={field.onBlur}
          inputRef={field.ref}
          inputProps={inRow ? { 'aria-label': inRow } : undefined}
          error={!!problem}
          helperText={problem ?? help}
          variant="outlined"
          size="small"
          margin="dense"
          fullWidth
          multiline
          minRows={rows}
          maxRows={24}
        />
      )}
    </div>
  );
};
