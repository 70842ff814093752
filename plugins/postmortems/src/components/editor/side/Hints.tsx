// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  BlamelessHint,
  FieldMessage,
} from 'backstage-plugin-postmortems-common';
import { ReactNode, useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { useFieldText } from '../../common/useFieldText';
import { useDocumentForm } from '../form/EditorContext';
import { focusField } from '../form/fields';
import { sectionOf } from '../form/sections';
import { Card } from './Card';

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
}));

const SHOWN_HINTS = 8;

type Hint = { key: string; text: ReactNode; where: string; onGo: () => void };

/** A card of hints that lead to where they are about. */
const Hints = (props: { title: string; explained: string; hints: Hint[] }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { hints } = props;
  const [all, setAll] = useState(false);
  const shown = all ? hints : hints.slice(0, SHOWN_HINTS);
  return (
    <Card title={props.title}>
      <Typography variant="body2" className={classes.quiet}>
        {props.explained}
      </Typography>
      <ul className={classes.list}>
        {shown.map(({ key, text, where, onGo }) => (
          <li key={key}>
            <ButtonBase className={classes.entry} onClick={onGo}>
              {text} <span className={classes.where}>{where}</span>
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

/** Words that point at a person. */
export const BlamelessHints = (props: { hints: BlamelessHint[] }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <Hints
      title={t('editor.hints.title')}
      explained={t('editor.hints.explained')}
      hints={props.hints.map(({ field, text, start, end }) => ({
        key: `${field} ${start}`,
        text: (
          <>
            “<span className={classes.quoted}>{text}</span>”
          </>
        ),
        where: t(`editor.section.${sectionOf(field)}`),
        onGo: () => focusField(field, { start, end }),
      }))}
    />
  );
};

/** Action items that may not get done as they are written. */
export const ItemHints = (props: { hints: FieldMessage[] }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { getValues } = useDocumentForm();
  const textOf = useFieldText();
  const items = getValues('actionItems');
  return (
    <Hints
      title={t('editor.itemHints.title')}
      explained={t('editor.itemHints.explained')}
      hints={props.hints.map(hint => ({
        key: hint.field,
        text: textOf(hint),
        where: t('editor.actions.nth', {
          number: String(
            items.findIndex(({ id }) => hint.field.includes(id)) + 1,
          ),
        }),
        onGo: () => focusField(hint.field),
      }))}
    />
  );
};
