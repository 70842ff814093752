// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { BlamelessHint } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { useFieldText } from '../../common/useFieldText';
import { useChecks, useEditor, useSaveState } from '../form/EditorContext';
import { focusField } from '../form/fields';
import { sectionOf } from '../form/sections';
import { Card } from './Card';
import { SeenBefore } from './SeenBefore';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(0.5, 0, 0), padding: 0 },
  entry: {
    ...theme.typography.body2,
    display: 'block',
    width: '100%',
    textAlign: 'left',
    padding: theme.spacing(0.5, 0.75),
    margin: theme.spacing(0, -0.75),
    borderRadius: theme.shape.borderRadius,
    '&:hover': { backgroundColor: theme.palette.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
  },
  where: { ...theme.typography.caption, color: theme.palette.text.secondary },
  quoted: {
    textDecoration: 'underline wavy',
    textDecorationColor: theme.palette.warning.main,
    textUnderlineOffset: '3px',
  },
  quiet: { color: theme.palette.text.secondary },
  publish: { marginTop: theme.spacing(1.5) },
}));

const SHOWN_HINTS = 8;

const Hints = (props: { hints: BlamelessHint[] }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { hints } = props;
  const [all, setAll] = useState(false);
  const shown = all ? hints : hints.slice(0, SHOWN_HINTS);
  return (
    <Card title={t('editor.hints.title')}>
      <Typography variant="body2" className={classes.quiet}>
        {t('editor.hints.explained')}
      </Typography>
      <ul className={classes.list}>
        {shown.map(({ field, text, start, end }) => (
          <li key={`${field} ${start}`}>
            <ButtonBase
              className={classes.entry}
              onClick={() => focusField(field, { start, end })}
            >
              “<span className={classes.quoted}>{text}</span>”{' '}
              <span className={classes.where}>
                {t(`editor.section.${sectionOf(field)}`)}
              </span>
            </ButtonBase>
          </li>
        ))}
      </ul>
      {hints.length > SHOWN_HINTS && (
        <Button size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all
            ? t('editor.hints.fewer')
            : t('editor.hints.more', { count: hints.length - SHOWN_HINTS })}
        </Button>
      )}
    </Card>
  );
};

/** What is worth knowing while one writes, as it becomes true. */
export const SidePanel = (props: {
  onPublish: () => void;
  publishing: boolean;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const unmet = useChecks(checks => checks.unmet);
  const hints = useChecks(checks => checks.hints);
  const published = useSaveState(state => state.published);
  const mayPublish = useSaveState(state => state.mayPublish);
  const textOf = useFieldText();
  const { gateShown } = useEditor();
  let heading: string = t('editor.gate.wants', { count: unmet.length });
  if (unmet.length === 0) heading = t('editor.gate.ready');

  return (
    <>
      {(!published || unmet.length > 0) && (
        <Card title={heading} wants={gateShown && unmet.length > 0}>
          <ul className={classes.list}>
            {unmet.map(problem => (
              <li key={`${problem.field} ${problem.message}`}>
                <ButtonBase
                  className={classes.entry}
                  onClick={() => focusField(problem.field)}
                >
                  {textOf(problem)}
                </ButtonBase>
              </li>
            ))}
          </ul>
          {!published && !mayPublish && (
            <Typography variant="body2" className={classes.quiet}>
              {t('editor.gate.notAllowed')}
            </Typography>
          )}
          {!published && mayPublish && (
            <Button
              className={classes.publish}
              variant="contained"
              color={unmet.length === 0 ? 'primary' : 'default'}
              fullWidth
              disabled={props.publishing}
              onClick={props.onPublish}
            >
              {t('editor.gate.publish')}
            </Button>
          )}
        </Card>
      )}
      <SeenBefore />
      {hints.length > 0 && <Hints hints={hints} />}
    </>
  );
};
