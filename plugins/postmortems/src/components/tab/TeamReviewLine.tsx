// SPDX-License-Identifier: Apache-2.0

import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { postmortemsApiRef } from '../../api';
import { teamReviewRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { useFormat } from '../common/useFormat';
import { LinkButton } from '../kit/Link';
import { useRequest } from '../kit/useRequest';
import { useNames } from '../review/useDecisionText';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
  },
}));

/** When the team last went through its action items, and the way to do it. */
export const TeamReviewLine = (props: {
  /** The entity ref of the group. */
  group: string;
}) => {
  const { group } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const api = useApi(postmortemsApiRef);
  const link = useRouteRef(teamReviewRouteRef);
  const { value, error } = useRequest(
    signal => api.reviews({ query: { group, limit: 1 } }, { signal }),
    [api],
    group,
  );
  const [last] = value?.items ?? [];
  const names = useNames(last?.facilitators ?? []);
  const isRunning = last?.endedAt === null;
  const line = () => {
    if (!last) return t('review.tab.none');
    const who = last.facilitators.map(names).join(', ');
    return isRunning
      ? t('review.tab.running', { who, when: format.instant(last.startedAt) })
      : t('review.tab.last', {
          who,
          day: format.day(last.startedAt),
          decided: format.number(last.decided),
          waiting: format.number(last.waiting),
        });
  };
  // What is wrong is said by the rest of the tab, which asks the same server.
  if (error) return null;
  return (
    <div className={classes.root}>
      <LinkButton
        to={`${link()}?${new URLSearchParams({ group })}`}
        color="primary"
        variant="outlined"
      >
        {t(isRunning ? 'review.tab.goOn' : 'review.tab.start')}
      </LinkButton>
      {value && <Typography variant="body2">{line()}</Typography>}
    </div>
  );
};
