// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  FieldName,
  ITEM_LISTS,
  ItemFieldName,
  Postmortem,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { useEffect, useRef } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { useEditor, useSaveState } from '../form/EditorContext';
import { focusField } from '../form/fields';
import { sectionOf } from '../form/sections';
import { canKeepBoth, Choice, Conflict } from './merge';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2, 2.5),
    marginBottom: theme.spacing(2),
    borderLeft: `4px solid ${theme.palette.warning.main}`,
  },
  conflict: { marginTop: theme.spacing(2) },
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: theme.spacing(1.5),
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  text: {
    ...theme.typography.body2,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    maxHeight: 260,
    overflowY: 'auto',
    margin: theme.spacing(0.5, 0, 1),
    padding: theme.spacing(1),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  quiet: { color: theme.palette.text.secondary },
}));

/** The section that a conflict is in, and the innermost field that it is of. */
function useConflictTitle(path: string): string {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [name, id, itemField] = path.split('.');
  const section = t(`editor.section.${sectionOf(path)}`);
  let field: string = t(`postmortem.field.${name as FieldName}`);
  if (itemField !== undefined)
    field = t(`postmortem.itemField.${itemField as ItemFieldName}`);
  else if (id !== undefined) field = t('editor.conflict.entry');
  else if (field === section && ITEM_LISTS.some(list => list === name))
    field = t('editor.conflict.allEntries');
  return field === section ? section : `${section}: ${field}`;
}

/** A value as somebody can read it. */
function asText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.map(asText).join('\n');
  if (typeof value === 'object')
    return Object.entries(value)
      .filter(([key, inner]) => key !== 'id' && inner !== null && inner !== '')
      .map(([, inner]) => asText(inner))
      .join(' · ');
  return String(value);
}

const Side = (props: {
  title: string;
  value: unknown;
  onTake: () => void;
  take: string;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { value } = props;
  let text = asText(value);
  if (value === undefined) text = t('editor.conflict.deleted');
  else if (text === '') text = t('editor.conflict.empty');
  return (
    <div>
      <Typography variant="subtitle2" component="h4">
        {props.title}
      </Typography>
      {/* A region that scrolls must be reachable by keyboard. */}
      <div
        className={classes.text}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        // Mine changes while one writes, which need not be read out.
        aria-live="off"
        aria-label={props.title}
      >
        {text}
      </div>
      <Button size="small" variant="outlined" onClick={props.onTake}>
        {props.take}
      </Button>
    </div>
  );
};

const OneConflict = (props: { conflict: Conflict }) => {
  const { conflict } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { saver } = useEditor();
  const { path, mine, theirs } = conflict;
  const title = useConflictTitle(path);
  const settle = (choice: Choice) => {
    saver.settle(path, choice);
    focusField(path);
  };
  return (
    <div className={classes.conflict}>
      <Typography variant="subtitle1" component="h3">
        {title}
      </Typography>
      <div className={classes.sides}>
        <Side
          title={t('editor.conflict.mine')}
          value={mine}
          take={t('editor.conflict.takeMine')}
          onTake={() => settle('mine')}
        />
        <Side
          title={t('editor.conflict.theirs')}
          value={theirs}
          take={t('editor.conflict.takeTheirs')}
          onTake={() => settle('theirs')}
        />
      </div>
      {canKeepBoth(conflict) && (
        <Button size="small" onClick={() => settle('both')}>
          {t('editor.conflict.both')}
        </Button>
      )}
    </div>
  );
};

const Conflicts = (props: { conflicts: Conflict[]; current: Postmortem }) => {
  const { conflicts, current } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    root.current?.scrollIntoView?.({ block: 'nearest' });
  }, []);

  return (
    <Paper
      ref={root}
      className={classes.root}
      role="alert"
      component="section"
      aria-label={t('editor.conflict.title')}
    >
      <Typography variant="h6" component="h2">
        {t('editor.conflict.changedBy', { number: String(current.number) })}{' '}
        <EntityDisplayName
          entityRef={current.updatedBy}
          hideIcon
          disableTooltip
        />{' '}
        {DateTime.fromISO(current.updatedAt).toRelative() ?? ''}
      </Typography>
      <Typography variant="body2" className={classes.quiet}>
        {t('editor.conflict.kept')}
      </Typography>
      {conflicts.map(conflict => (
        <OneConflict key={conflict.path} conflict={conflict} />
      ))}
    </Paper>
  );
};

/** Two people changed the same: both versions, and a choice for each place. */
export const ConflictPanel = () => {
  const conflicts = useSaveState(state => state.conflicts);
  const current = useSaveState(state => state.current);
  if (conflicts.length === 0 || !current) return null;
  return <Conflicts conflicts={conflicts} current={current} />;
};
