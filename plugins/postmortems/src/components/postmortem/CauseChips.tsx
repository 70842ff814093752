import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from 'react-router-dom';
import { causeRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { useCategoryTitle } from '../causes/useCategoryTitle';
import { useCauseNames } from '../causes/useCauseNames';

const useStyles = makeStyles(theme => ({
  root: {
    ...theme.typography.body2,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    marginTop: theme.spacing(1),
  },
  chip: { margin: 0, maxWidth: '100%' },
}));

/** The confirmed causes of a postmortem, each a link to its own page. */
export const CauseChips = (props: { causeIds: readonly string[] }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const link = useRouteRef(causeRouteRef);
  const titleOf = useCategoryTitle();
  const causes = useCauseNames(props.causeIds);
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
