// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { postmortemsTranslationRef } from '../../translation';
import { useOwnership } from '../common/currentUser';
import { useEntityName } from '../common/entities';
import { EntityPicker } from '../common/EntityPicker';
import { SectionCard } from '../kit/SectionCard';

const GROUPS = ['group'];
const NONE: string[] = [];

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    listStyle: 'none',
    // The names stand below the title, whatever room a button takes.
    margin: theme.spacing(0, -1),
    padding: 0,
    '& button': { textTransform: 'none' },
  },
}));

const Team = (props: { group: string; onChoose: (ref: string) => void }) => (
  <li>
    <Button color="primary" onClick={() => props.onChoose(props.group)}>
      {useEntityName(props.group)}
    </Button>
  </li>
);

/** Which team meets: one's own first, any other by its name. */
export const ChooseTeam = (props: { onChoose: (ref: string) => void }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { user, refs } = useOwnership();
  const mine = [...refs].filter(ref => ref.startsWith('group:'));
  return (
    <SectionCard title={t('review.choose.title')}>
      <Typography component="h4" variant="subtitle1" id="review-my-teams">
        {t('review.choose.mine')}
      </Typography>
      {user && mine.length === 0 ? (
        <Typography color="textSecondary">
          {t('review.choose.noneOfMine')}
        </Typography>
      ) : (
        <ul className={classes.list} aria-labelledby="review-my-teams">
          {mine.map(group => (
            <Team key={group} group={group} onChoose={props.onChoose} />
          ))}
        </ul>
      )}
      <Box marginTop={2} maxWidth={420}>
        <EntityPicker
          id="review-other-team"
          label={t('review.choose.other')}
          kinds={GROUPS}
          single
          value={NONE}
          onChange={([ref]) => ref && props.onChoose(ref)}
        />
      </Box>
    </SectionCard>
  );
};
