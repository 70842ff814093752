// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import { Postmortem } from 'backstage-plugin-postmortems-common';
import { Link } from 'react-router-dom';
import { causeRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { useCategoryTitle } from '../common/useCategoryTitle';

const useStyles = makeStyles(theme => ({
  root: {
    ...theme.typography.body2,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    marginTop: theme.spacing(1),
  },
  // A cause is a sentence: it is read whole or not at all.
  chip: {
    margin: 0,
    maxWidth: '100%',
    height: 'auto',
    minHeight: 24,
    borderRadius: 12,
    '& .MuiChip-label': {
      whiteSpace: 'normal',
      paddingTop: 2,
      paddingBottom: 2,
    },
  },
}));

/** The confirmed causes of a postmortem, each a link to its own page. */
export const CauseChips = (props: { causes: Postmortem['causes'] }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const link = useRouteRef(causeRouteRef);
  const titleOf = useCategoryTitle();
  const { causes } = props;
  if (causes.length === 0) return null;
  return (
    <div className={classes.root}>
      <span>{t('causes.postmortem.causes')}</span>
      {causes.map(({ id, name, category }) => (
        <Chip
          key={id}
          className={classes.chip}
          size="small"
          variant="outlined"
          clickable
          component={Link}
          role="link"
          to={link({ id })}
          label={name}
          title={titleOf(category)}
        />
      ))}
    </div>
  );
};
