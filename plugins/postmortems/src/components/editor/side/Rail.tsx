// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import BegunIcon from '@material-ui/icons/Timelapse';
import CompleteIcon from '@material-ui/icons/CheckCircle';
import EmptyIcon from '@material-ui/icons/RadioButtonUnchecked';
import { postmortemsTranslationRef } from '../../../translation';
import { useConfirmedSelect } from '../../kit/useConfirmedSelect';
import { useChecks } from '../form/EditorContext';
import { SECTIONS, SectionId, SectionState } from '../form/sections';
import { goToSection } from '../sections/EditorSection';

const useStyles = makeStyles(theme => {
  const dark = theme.palette.type === 'dark';
  return {
    list: { listStyle: 'none', margin: 0, padding: 0 },
    entry: {
      display: 'flex',
      alignItems: 'flex-start',
      justifyContent: 'flex-start',
      width: '100%',
      gap: theme.spacing(1),
      padding: theme.spacing(0.75, 1),
      borderRadius: theme.shape.borderRadius,
      textAlign: 'left',
      '&:hover': { backgroundColor: theme.palette.action.hover },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: -2,
      },
    },
    name: { ...theme.typography.body2, display: 'block', lineHeight: 1.3 },
    state: {
      ...theme.typography.caption,
      display: 'block',
      color: theme.palette.text.secondary,
      lineHeight: 1.3,
    },
    icon: { fontSize: 18, color: theme.palette.text.secondary },
    complete: { fontSize: 18, color: dark ? '#81c784' : '#2e7d32' },
  };
});

const StateIcon = (props: { state: SectionState }) => {
  const classes = useStyles();
  switch (props.state) {
    case 'complete':
      return <CompleteIcon className={classes.complete} />;
    case 'begun':
      return <BegunIcon className={classes.icon} />;
    default:
      return <EmptyIcon className={classes.icon} />;
  }
};

function useSections() {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const states = useChecks(checks => checks.sections);
  return SECTIONS.map(id => ({
    id,
    state: states[id],
    name: t(`editor.section.${id}`),
    inWords: t(`editor.state.${states[id]}`),
  }));
}

/** The sections and how far each is. */
export const Rail = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <nav aria-label={t('editor.rail.label')}>
      <ol className={classes.list}>
        {useSections().map(({ id, name, state, inWords }) => (
          <li key={id}>
            <ButtonBase
              className={classes.entry}
              onClick={() => goToSection(id)}
            >
              <StateIcon state={state} />
              <span>
                <span className={classes.name}>{name}</span>
                <span className={classes.state}>{inWords}</span>
              </span>
            </ButtonBase>
          </li>
        ))}
      </ol>
    </nav>
  );
};

/** The same as a select, where there is no room for a rail. */
export const RailSelect = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const select = useConfirmedSelect({
    value: '',
    onConfirm: id => goToSection(id as SectionId),
    onLeave: 'forget',
  });
  return (
    <TextField
      id="postmortem-go-to"
      select
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      label={t('editor.rail.goTo')}
      value={select.value}
      inputProps={select.handlers}
      helperText={select.isUnconfirmed ? t('common.toConfirm') : undefined}
      variant="outlined"
      size="small"
      fullWidth
    >
      <option value="" disabled>
        {t('editor.rail.choose')}
      </option>
      {useSections().map(({ id, name, inWords }) => (
        <option key={id} value={id}>
          {`${name} · ${inWords}`}
        </option>
      ))}
    </TextField>
  );
};
