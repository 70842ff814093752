// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { AFFECTED_KINDS } from 'backstage-plugin-postmortems-common';
import { useEffect, useMemo, useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { EntityPicker } from '../common/EntityPicker';
import { reasonOf } from '../common/reasonOf';
import { useOwnership } from '../common/currentUser';
import { Store, useStore } from '../kit/Store';
import { usePostmortemsConfig } from '../common/usePostmortemsConfig';
import { PageContent } from '../kit/PageContent';
import { PageHeader } from '../kit/PageHeader';
import { DropZone } from './importing/DropZone';
import { DraftsLink } from './importing/DraftsLink';
import { ImportReport } from './importing/ImportReport';
import { canRetry, ImportEntry, ImportRun } from './importing/ImportRun';
import { keepLastImport } from './importing/lastImport';
import { LastImportReport } from './importing/LastImportReport';
import { DroppedFile, isDocument, takeAtMost } from './importing/readDropped';
import { LeaveConfirmDialog } from './save/LeaveConfirmDialog';
import { useLeaveGuard } from './save/useLeaveGuard';
import { useSystemsOfAddress } from './NewPostmortem';
import { WritersOnly } from './WritersOnly';

const useStyles = makeStyles(theme => ({
  paper: { padding: theme.spacing(2, 2.5, 2.5), maxWidth: 900 },
  quiet: { color: theme.palette.text.secondary },
  block: { marginTop: theme.spacing(2) },
  result: { marginBottom: theme.spacing(2) },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(2, 0),
  },
}));

const NO_ENTRIES = new Store<readonly ImportEntry[]>([]);

/** Asks before the page is left while files are being imported. */
const ImportLeaveDialog = (props: { running: boolean }) => {
  const { running } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const guard = useLeaveGuard(
    useMemo(() => ({ unsaved: running, keep: () => {} }), [running]),
  );
  return (
    <LeaveConfirmDialog
      id="postmortem-import-leave"
      guard={guard}
      words={{
        title: t('editor.import.leave.title'),
        text: t('editor.import.leave.text'),
        leave: t('editor.import.leave.leave'),
        stay: t('editor.import.leave.stay'),
      }}
    />
  );
};

/** Imports many documents at once and reports on each. */
export const ImportPage = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const { user } = useOwnership();
  const { maxFiles } = usePostmortemsConfig().imports;
  const ofAddress = useSystemsOfAddress();
  const [systems, setSystems] = useState(ofAddress);
  const [run, setRun] = useState<ImportRun>();
  const [skipped, setSkipped] = useState<string[]>([]);
  const [tooMany, setTooMany] = useState(0);
  const [running, setRunning] = useState(false);
  const [finished, setFinished] = useState(false);

  const entries = useStore(run?.entries ?? NO_ENTRIES, all => all);

  // It goes on being kept when the page is left: what is on its way is finished.
  useEffect(() => {
    if (user)
      run?.entries.subscribe(() => keepLastImport(user, run.entries.get()));
  }, [run, user]);

  // Nobody would see that it goes on without this page.
  useEffect(() => () => run?.cancel(), [run]);

  const take = (files: DroppedFile[]) => {
    const documents = files.filter(({ path }) => isDocument(path));
    setSkipped(
      files.filter(({ path }) => !isDocument(path)).map(({ path }) => path),
    );
    const { taken, tooMany: left } = takeAtMost(documents, maxFiles);
    setTooMany(left);
    setFinished(false);
    setRun(
      documents.length === 0
        ? undefined
        : new ImportRun({
            api,
            files: taken,
            explain: problem => t(`editor.import.problem.${problem}`),
            explainError: error =>
              t('editor.import.failed', { reason: reasonOf(error, t) }),
          }),
    );
  };
  const work = async (how: 'start' | 'retry') => {
    if (!run) return;
    setRunning(true);
    await run[how](systems);
    setRunning(false);
    setFinished(true);
  };
  const chosen = entries.filter(({ state }) => state === 'waiting').length;
  const again = entries.filter(canRetry).length;
  const lost = entries.filter(({ final }) => final).length;

  return (
    <PageContent>
      <PageHeader title={t('editor.importTitle')} />
      <WritersOnly>
        <Paper className={classes.paper}>
          <Typography variant="body1">
            {t('editor.import.explained')}
          </Typography>
          <Typography variant="body2" className={classes.quiet} paragraph>
            {t('editor.import.limit', { count: maxFiles })}
          </Typography>
          <EntityPicker
            id="postmortem-import-systems"
            kinds={AFFECTED_KINDS}
            label={t('postmortem.field.affectedSystems')}
            help={t('editor.import.systemsHelp')}
            value={systems}
            onChange={setSystems}
          />
          <div className={classes.block}>
            <DropZone
              label={t('editor.import.drop')}
              folder
              multiple
              disabled={running}
              onFiles={take}
            />
          </div>
          {tooMany > 0 && (
            <Alert severity="warning" className={classes.block}>
              {t('editor.import.tooMany', { count: tooMany })}
            </Alert>
          )}
          {skipped.length > 0 && (
            <Alert severity="info" className={classes.block}>
              {t('editor.import.skipped', { count: skipped.length })}{' '}
              {skipped.slice(0, 10).join(', ')}
              {skipped.length > 10 && ' …'}
            </Alert>
          )}
          {!run && user && <LastImportReport user={user} />}
          {run && (
            <>
              <div className={classes.buttons}>
                {!running && !finished && (
                  <Button
                    variant="contained"
                    color="primary"
                    disabled={chosen === 0}
                    onClick={() => work('start')}
                  >
                    {t('editor.import.start', { count: chosen })}
                  </Button>
                )}
                {running && (
                  <Button variant="outlined" onClick={() => run.cancel()}>
                    {t('editor.import.cancel')}
                  </Button>
                )}
                {finished && again > 0 && !running && (
                  <Button
                    variant="contained"
                    color="primary"
                    onClick={() => work('retry')}
                  >
                    {t('editor.import.retry', { count: again })}
                  </Button>
                )}
                {finished && !running && <DraftsLink />}
              </div>
              {finished && !running && lost > 0 && (
                <Alert severity="warning" className={classes.result}>
                  {t('editor.import.final', { count: lost })}
                </Alert>
              )}
              <ImportReport
                entries={entries}
                isFull={chosen >= maxFiles}
                onChoose={
                  running || finished
                    ? undefined
                    : (index, wanted) => run.choose(index, wanted)
                }
              />
            </>
          )}
        </Paper>
      </WritersOnly>
      <ImportLeaveDialog running={running} />
    </PageContent>
  );
};
