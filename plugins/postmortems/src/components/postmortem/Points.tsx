// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import SvgIcon from '@material-ui/core/SvgIcon';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Point } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { Prose } from '../common/Prose';

const useStyles = makeStyles(theme => ({
  root: { listStyle: 'none', margin: 0, padding: 0 },
  point: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: theme.spacing(1),
    '& + &': { marginTop: theme.spacing(1) },
  },
  icon: {
    fontSize: '1.125rem',
    marginTop: 3,
    color: theme.palette.text.secondary,
  },
}));

/** A list of points, or that there are none. */
export const Points = (props: {
  points: readonly Point[];
  icon: typeof SvgIcon;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { points, icon: Icon } = props;
  if (points.length === 0)
    return (
      <Typography color="textSecondary">
        {t('postmortem.empty.points')}
      </Typography>
    );
  return (
    <ul className={classes.root}>
      {points.map(point => (
        <li key={point.id} className={classes.point}>
          <Icon className={classes.icon} aria-hidden />
          <Prose text={point.text} />
        </li>
      ))}
    </ul>
  );
};
