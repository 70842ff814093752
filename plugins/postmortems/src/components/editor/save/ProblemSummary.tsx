// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { postmortemsTranslationRef } from '../../../translation';
import { useFieldText } from '../../common/useFieldText';
import { useChecks, useEditor, useSaveState } from '../form/EditorContext';
import { focusField } from '../form/fields';
import { sectionOf } from '../form/sections';
import { LostText, MaybeCreated } from './LeftoverInForm';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(2) },
  list: { margin: theme.spacing(0.5, 0, 0), paddingLeft: theme.spacing(2.5) },
  link: { textAlign: 'left', verticalAlign: 'baseline' },
}));

/** Why it could not be saved or published, with a way to each field. */
export const ProblemSummary = (props: {
  /** What publishing wants stands beside the form already. */
  gateBeside: boolean;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { gateShown } = useEditor();
  const textOf = useFieldText();
  const phase = useSaveState(state => state.phase);
  const problemsShown = useSaveState(state => state.problemsShown);
  const refused = useSaveState(state => state.fields);
  const message = useSaveState(state => state.message);
  const published = useSaveState(state => state.published);
  const isKept = useSaveState(state => state.copy !== 'failed');
  const lost = useSaveState(state => state.lost);
  const maybeCreated = useSaveState(state => state.maybeCreated);
  const unmet = useChecks(checks => checks.unmet);

  if (lost) return <LostText why={lost} />;
  if (maybeCreated) return <MaybeCreated />;
  const wrong = phase === 'refused' || (phase === 'invalid' && problemsShown);
  const wants =
    gateShown && !props.gateBeside && !published && unmet.length > 0;
  if (!wrong && !wants) return null;
  const fields = wrong ? refused : unmet;
  let title: string = t('editor.gate.wants', { count: unmet.length });
  if (phase === 'refused') title = t('editor.problems.refused');
  else if (wrong) title = t('editor.problems.invalid');
  if (wrong && isKept) title = `${title} ${t('editor.problems.kept')}`;
  return (
    <Alert severity="warning" className={classes.root}>
      <AlertTitle>{title}</AlertTitle>
      {phase === 'refused' && fields.length === 0 && message}
      <ul className={classes.list}>
        {fields.map(problem => (
          <li key={`${problem.field} ${problem.message}`}>
            <Link
              component="button"
              type="button"
              variant="body2"
              color="inherit"
              underline="always"
              className={classes.link}
              onClick={() => focusField(problem.field)}
            >
              {wrong
                ? `${t(`editor.section.${sectionOf(problem.field)}`)}: ${textOf(problem)}`
                : textOf(problem)}
            </Link>
          </li>
        ))}
      </ul>
    </Alert>
  );
};
