// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Box from '@material-ui/core/Box';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemText from '@material-ui/core/ListItemText';
import Typography from '@material-ui/core/Typography';
import { postmortemsTranslationRef } from '../../translation';
import { useOwnership } from '../common/currentUser';
import { useEntityName } from '../common/entities';
import { EntityPicker } from '../common/EntityPicker';
import { SectionCard } from '../kit/SectionCard';

const GROUPS = ['group'];
const NONE: string[] = [];

const Team = (props: { group: string; onChoose: (ref: string) => void }) => (
  <ListItem button onClick={() => props.onChoose(props.group)}>
    <ListItemText primary={useEntityName(props.group)} />
  </ListItem>
);

/** Which team meets: one's own first, any other by its name. */
export const ChooseTeam = (props: { onChoose: (ref: string) => void }) => {
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
        <List aria-labelledby="review-my-teams" disablePadding>
          {mine.map(group => (
            <Team key={group} group={group} onChoose={props.onChoose} />
          ))}
        </List>
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
