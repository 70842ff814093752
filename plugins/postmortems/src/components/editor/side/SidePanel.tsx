// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { postmortemsTranslationRef } from '../../../translation';
import { useFieldText } from '../../common/useFieldText';
import { useChecks, useEditor, useSaveState } from '../form/EditorContext';
import { focusField } from '../form/fields';
import { Card } from './Card';
import { BlamelessHints, ItemHints } from './Hints';
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
  quiet: { color: theme.palette.text.secondary },
  publish: { marginTop: theme.spacing(1.5) },
}));

/** What is worth knowing while one writes, as it becomes true. */
export const SidePanel = (props: {
  onPublish: () => void;
  publishing: boolean;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const unmet = useChecks(checks => checks.unmet);
  const hints = useChecks(checks => checks.hints);
  const itemHints = useChecks(checks => checks.itemHints);
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
      {hints.length > 0 && <BlamelessHints hints={hints} />}
      {itemHints.length > 0 && <ItemHints hints={itemHints} />}
    </>
  );
};
