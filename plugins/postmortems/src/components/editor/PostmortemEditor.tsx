// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { FormProvider } from 'react-hook-form';
import { useLocation, useNavigate } from 'react-router-dom';
import { postmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { MarkdownLoader } from '../common/SafeMarkdown';
import { StatusChip } from '../common/StatusChip';
import { Link } from '../kit/Link';
import { Editor, EditorContext, useSaveState } from './form/EditorContext';
import { fieldId, focusField } from './form/fields';
import { UnreadNotice } from './form/UnreadNotice';
import { EditorSetup, useEditorSetup } from './form/useEditorSetup';
import { commitInput } from './save/useLeaveGuard';
import { ConflictPanel } from './save/ConflictPanel';
import { LeaveDialog } from './save/LeaveDialog';
import { ProblemSummary } from './save/ProblemSummary';
import { SaveStatus } from './save/SaveStatus';
import { EditorSections } from './sections/EditorSections';
import { Rail, RailSelect } from './side/Rail';
import { SeenBeforeProvider } from './side/SeenBeforeProvider';
import { SidePanel } from './side/SidePanel';

/** What the bar, which stays in sight, takes of the page. */
const BAR = 72;

const useStyles = makeStyles(theme => ({
  root: {
    fontFamily: theme.typography.fontFamily,
    // What is scrolled or moved to by keyboard comes to stand below the bar.
    '& section, & input, & textarea, & select, & button, & [tabindex]': {
      // JSS gives this one no unit.
      scrollMarginTop: `${BAR}px`,
      // It has up to three lines there.
      [theme.breakpoints.down('xs')]: { scrollMarginTop: `${2 * BAR}px` },
    },
    // Material's own red is too pale for small text.
    '& .MuiFormHelperText-root.Mui-error, & .MuiFormLabel-root.Mui-error': {
      color:
        theme.palette.type === 'dark' ? '#ff9d94' : theme.palette.error.dark,
    },
  },
  bar: {
    position: 'sticky',
    top: 0,
    zIndex: 3,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1, 2.5),
    marginBottom: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1, 1.5) },
  },
  // Its label stands half above it.
  goTo: { flex: '1 1 180px', marginTop: theme.spacing(1) },
  space: { flexGrow: 1 },
  layout: {
    display: 'grid',
    gap: theme.spacing(2),
    alignItems: 'start',
    gridTemplateColumns: 'minmax(0, 1fr)',
    [theme.breakpoints.up('md')]: {
      gridTemplateColumns: '168px minmax(0, 1fr)',
    },
    [theme.breakpoints.up('lg')]: {
      gridTemplateColumns: '168px minmax(0, 1fr) 256px',
    },
  },
  rail: {
    [theme.breakpoints.up('md')]: { position: 'sticky', top: BAR },
  },
  side: {
    [theme.breakpoints.only('md')]: { gridColumn: 2 },
    [theme.breakpoints.up('lg')]: {
      position: 'sticky',
      top: BAR,
      maxHeight: `calc(100vh - ${BAR + 16}px)`,
      overflowY: 'auto',
    },
  },
}));

const Bar = (props: { onSave: () => void; withSections: boolean }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const postmortemLink = useRouteRef(postmortemRouteRef);
  const number = useSaveState(state => state.number);
  const phase = useSaveState(state => state.phase);
  const published = useSaveState(state => state.published);
  return (
    <Paper className={classes.bar} elevation={2}>
      <Typography variant="h5" component="h2">
        {number === undefined ? (
          t('editor.newTitle')
        ) : (
          <Link to={postmortemLink({ id: `PM-${number}` })}>
            {t('common.number', { number: String(number) })}
          </Link>
        )}
      </Typography>
      <StatusChip status={published ? 'published' : 'draft'} />
      <span className={classes.space} />
      <SaveStatus />
      <UnreadNotice />
      {props.withSections && (
        <div className={classes.goTo}>
          <RailSelect />
        </div>
      )}
      <Button
        variant="outlined"
        size="small"
        disabled={phase === 'saving' || phase === 'saved'}
        title={t('editor.save.shortcut')}
        onClick={props.onSave}
      >
        {t('editor.save.save')}
      </Button>
    </Paper>
  );
};

/** The form of a postmortem: its sections, how far they are, where they are. */
export const PostmortemEditor = (
  props: EditorSetup & { intro?: ReactNode },
) => {
  const { intro, ...setup } = props;
  const classes = useStyles();
  const navigate = useNavigate();
  const postmortemLink = useRouteRef(postmortemRouteRef);
  const { form, checks, unread, saver, config, userEntityRef } =
    useEditorSetup(setup);
  const [gateShown, setGateShown] = useState(
    setup.postmortem?.status === 'published',
  );
  const [publishing, setPublishing] = useState(false);
  const wide = useMediaQuery<Theme>(theme => theme.breakpoints.up('md'), {
    noSsr: true,
  });
  const hasSide = useMediaQuery<Theme>(theme => theme.breakpoints.up('lg'), {
    noSsr: true,
  });
  const editor = useMemo<Editor>(
    () => ({ saver, checks, unread, config, userEntityRef, gateShown }),
    [saver, checks, unread, config, userEntityRef, gateShown],
  );

  // A new one begins with its title.
  const fresh = !setup.postmortem && !setup.copy;
  useEffect(() => {
    if (fresh) document.getElementById(fieldId('title'))?.focus();
  }, [fresh]);

  // A link may lead to one field: "#actionItems.<id>.owner".
  const { hash } = useLocation();
  useEffect(() => {
    if (hash) focusField(hash.slice(1));
  }, [hash]);

  const save = useCallback(async () => {
    commitInput();
    if (await saver.save()) return;
    const { phase, fields } = saver.getState();
    if (phase === 'invalid' && fields.length > 0) focusField(fields[0].field);
  }, [saver]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.key.toLocaleLowerCase('en-US') !== 's') return;
      event.preventDefault();
      save();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [save]);

  const publish = async () => {
    setGateShown(true);
    checks.now();
    const [first] = checks.get().unmet;
    if (first) {
      focusField(first.field);
      return;
    }
    setPublishing(true);
    const published = await saver.publish();
    setPublishing(false);
    // Whoever went on writing meanwhile stays with that text.
    if (published && !saver.unsaved)
      navigate(postmortemLink({ id: `PM-${published.number}` }));
  };

  return (
    <EditorContext.Provider value={editor}>
      <FormProvider {...form}>
        <div className={classes.root}>
          <Bar onSave={save} withSections={!wide} />
          {intro}
          <ConflictPanel />
          <ProblemSummary gateBeside={hasSide} />
          <SeenBeforeProvider>
            <div className={classes.layout}>
              {wide && (
                <div className={classes.rail}>
                  <Rail />
                </div>
              )}
              <div>
                <EditorSections />
              </div>
              <div className={classes.side}>
                <SidePanel onPublish={publish} publishing={publishing} />
              </div>
            </div>
          </SeenBeforeProvider>
          <LeaveDialog />
          <MarkdownLoader />
        </div>
      </FormProvider>
    </EditorContext.Provider>
  );
};
