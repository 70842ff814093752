// SPDX-License-Identifier: Apache-2.0

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
  sameValue,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api';
import { postmortemsTranslationRef } from '../../../translation';
import { documentOf, newDocument } from '../form/document';
import {
  useDocumentForm,
  useEditor,
  useSaveState,
} from '../form/EditorContext';
import { writeValues } from '../form/writeValues';
import { useAttempt } from '../../kit/useAttempt';
import { readFailure } from '../save/apiFailure';
import { localTimeZone } from '../time/timeZones';
import { DropZone } from './DropZone';
import { fillForm, Filling } from './fillForm';
import { DroppedFile, isBeside, isDocument } from './readDropped';

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

type Taken = Filling & {
  warnings: ImportWarning[];
  /** What stood in the fields that were filled. */
  before: Partial<PostmortemDocument>;
};

// The form changes what it holds in place.
const copyOf = <T,>(value: T): T => JSON.parse(JSON.stringify(value));

/** Fills the form from a Markdown document that was pasted or dropped. */
export const StartFromDocument = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const { saver } = useEditor();
  const form = useDocumentForm();
  const created = useSaveState(state => state.id !== undefined);
  const [open, setOpen] = useState(false);
  const [markdown, setMarkdown] = useState('');
  const { busy, attempt } = useAttempt();
  const [problem, setProblem] = useState<string>();
  const [ignored, setIgnored] = useState<string[]>([]);
  const [taken, setTaken] = useState<Taken>();

  const fill = (changes: Partial<PostmortemDocument>) => {
    writeValues(form, changes);
    saver.changed();
  };

  const take = async (text: string, fileName?: string) => {
    setProblem(undefined);
    await attempt(
      async () => {
        const { postmortem, warnings } = await api.import({
          body: {
            markdown: text,
            fileName,
            affectedSystems: form.getValues('affectedSystems'),
            dryRun: true,
          },
        });
        const before = copyOf(form.getValues());
        const filling = fillForm({
          form: before,
          document: documentOf(postmortem),
          untouched: newDocument({ timeZone: localTimeZone() }),
        });
        fill(copyOf(filling.changes));
        setTaken({ ...filling, warnings, before });
        setOpen(false);
        setMarkdown('');
      },
      error => setProblem(readFailure(error).message),
    );
  };

  const close = () => {
    setTaken(undefined);
    setIgnored([]);
  };

  const undo = ({ changes, before }: Taken) => {
    const now = form.getValues();
    // What somebody has gone on with since stays.
    const untouched = Object.entries(before).filter(([name]) => {
      const field = name as keyof PostmortemDocument;
      return field in changes && sameValue(now[field], changes[field]);
    });
    fill(Object.fromEntries(untouched));
    close();
  };

  const takeFile = async (files: DroppedFile[]) => {
    const documents = files.filter(({ path }) => isDocument(path));
    const chosen =
      documents.find(({ path }) => !isBeside(path)) ?? documents[0];
    setIgnored(files.filter(file => file !== chosen).map(({ path }) => path));
    if (!chosen) {
      setProblem(t('editor.start.noDocument'));
      return;
    }
    if (chosen.file.size > LIMITS.body) {
      setProblem(t('editor.import.problem.tooLarge'));
      return;
    }
    let text;
    try {
      text = await chosen.file.text();
    } catch {
      setProblem(t('editor.import.problem.unreadable'));
      return;
    }
    if (text.trim() === '') setProblem(t('editor.import.problem.empty'));
    else await take(text, chosen.path.split('/').pop());
  };

  const leftOut = ignored.length > 0 && (
    <Typography variant="body2">
      {t('editor.start.ignored')} {ignored.slice(0, 10).join(', ')}
      {ignored.length > 10 && ' …'}
    </Typography>
  );

  if (taken)
    return (
      <Alert
        severity={taken.warnings.length > 0 ? 'warning' : 'success'}
        style={{ marginBottom: 16 }}
        action={
          <>
            <Button size="small" color="inherit" onClick={() => undo(taken)}>
              {t('common.undo')}
            </Button>
            <Button size="small" color="inherit" onClick={close}>
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
        {taken.kept.length > 0 && (
          <Typography variant="body2">
            {t('editor.start.kept')}{' '}
            {taken.kept.map(name => t(`postmortem.field.${name}`)).join(', ')}
          </Typography>
        )}
        {leftOut}
      </Alert>
    );

  // Once it is saved, it is a postmortem of its own; what somebody is pasting
  // meanwhile stays.
  if (created && !open) return null;

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
            {leftOut}
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
