import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Collapse from '@material-ui/core/Collapse';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  ImportWarning,
  LIMITS,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api';
import { postmortemsTranslationRef } from '../../../translation';
import { documentOf } from '../form/document';
import {
  useDocumentForm,
  useEditor,
  useSaveState,
} from '../form/EditorContext';
import { readFailure } from '../save/apiFailure';
import { DropZone } from './DropZone';
import { DroppedFile } from './readDropped';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(1, 2.5), marginBottom: theme.spacing(2) },
  open: { padding: theme.spacing(1, 0, 1.5) },
  paste: { marginTop: theme.spacing(1.5) },
  warnings: {
    margin: theme.spacing(0.5, 0, 0),
    paddingLeft: theme.spacing(2.5),
    maxHeight: 240,
    overflowY: 'auto',
  },
}));

type Taken = { warnings: ImportWarning[]; before: PostmortemDocument };

/** Fills the form from a Markdown document that was pasted or dropped. */
export const StartFromDocument = (props: { affectedSystems: string[] }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const { saver } = useEditor();
  const form = useDocumentForm();
  const created = useSaveState(state => state.id !== undefined);
  const [open, setOpen] = useState(false);
  const [markdown, setMarkdown] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [taken, setTaken] = useState<Taken>();

  const fill = (document: PostmortemDocument) => {
    for (const [name, value] of Object.entries(document))
      form.setValue(name as keyof PostmortemDocument, value, {
        shouldDirty: true,
      });
    saver.changed();
  };

  const take = async (text: string, fileName?: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { postmortem, warnings } = await api.import({
        markdown: text,
        fileName,
        affectedSystems: props.affectedSystems,
        dryRun: true,
      });
      const before = JSON.parse(JSON.stringify(form.getValues()));
      fill(documentOf(postmortem));
      setTaken({ warnings, before });
      setOpen(false);
      setMarkdown('');
    } catch (error) {
      setProblem(readFailure(error).message);
    } finally {
      setBusy(false);
    }
  };

  const takeFile = async ([{ path, file }]: DroppedFile[]) => {
    if (file.size > LIMITS.body) {
      setProblem(t('editor.import.problem.tooLarge'));
      return;
    }
    await take(await file.text(), path);
  };

  if (taken)
    return (
      <Alert
        severity={taken.warnings.length > 0 ? 'warning' : 'success'}
        style={{ marginBottom: 16 }}
        action={
          <>
            <Button
              size="small"
              color="inherit"
              onClick={() => {
                fill(taken.before);
                setTaken(undefined);
              }}
            >
              {t('common.undo')}
            </Button>
            <Button
              size="small"
              color="inherit"
              onClick={() => setTaken(undefined)}
            >
              {t('editor.restore.close')}
            </Button>
          </>
        }
      >
        {taken.warnings.length > 0
          ? t('editor.start.filled', { count: taken.warnings.length })
          : t('editor.start.filledClean')}
        <ul className={classes.warnings}>
          {taken.warnings.map(({ line, message }) => (
            <li key={`${line} ${message}`}>
              {t('editor.import.line', { line: String(line), message })}
            </li>
          ))}
        </ul>
      </Alert>
    );

  // Once it is saved, it is a postmortem of its own.
  if (created) return null;

  return (
    <Paper className={classes.root}>
      <Button
        size="small"
        aria-expanded={open}
        aria-controls="postmortem-start-from"
        onClick={() => setOpen(!open)}
      >
        {t('editor.start.title')}
      </Button>
      <div id="postmortem-start-from">
        <Collapse in={open} mountOnEnter>
          <div className={classes.open}>
            <DropZone
              label={t('editor.start.drop')}
              disabled={busy}
              onFiles={takeFile}
            />
            <TextField
              id="postmortem-start-text"
              className={classes.paste}
              label={t('editor.start.paste')}
              value={markdown}
              onChange={event => setMarkdown(event.target.value)}
              multiline
              minRows={4}
              maxRows={12}
              variant="outlined"
              size="small"
              fullWidth
            />
            {problem && (
              <Typography color="error" variant="body2" role="alert">
                {problem}
              </Typography>
            )}
            <Button
              className={classes.paste}
              variant="outlined"
              disabled={busy || markdown.trim() === ''}
              onClick={() => take(markdown)}
            >
              {t('editor.start.fill')}
            </Button>
          </div>
        </Collapse>
      </div>
    </Paper>
  );
};
