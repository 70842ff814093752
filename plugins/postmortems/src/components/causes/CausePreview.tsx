// SPDX-License-Identifier: Apache-2.0

import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { Cause, CauseDetails } from 'backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../api';
import { causeRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { OverdueCount } from '../common/OverdueCount';
import { useRequest } from '../kit/useRequest';
import { Link } from '../kit/Link';
import { CauseOccurrences } from './CauseOccurrences';
import { CauseTimeline } from './CauseTimeline';

/** The newest few; the cause's own page has all. */
const NEWEST = 3;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(1.5),
    padding: theme.spacing(0.5, 0, 1.5),
  },
  figures: {
    ...theme.typography.body2,
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
  },
}));

/** As `openActionItems` counts: of what is published. */
function doneOf({ occurrences }: CauseDetails): number {
  return occurrences
    .filter(({ postmortem }) => postmortem.status === 'published')
    .flatMap(({ actionItems }) => actionItems)
    .filter(({ status }) => status === 'done').length;
}

const Details = (props: { cause: CauseDetails }) => {
  const { cause } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const link = useRouteRef(causeRouteRef);
  const more = cause.postmortems - NEWEST;
  return (
    <>
      <CauseTimeline occurrences={cause.occurrences} />
      <div className={classes.figures}>
        <span>{t('tab.card.open', { count: cause.openActionItems })}</span>
        <OverdueCount count={cause.overdueActionItems} />
        <span>{t('causes.inPlace.done', { count: doneOf(cause) })}</span>
      </div>
      <CauseOccurrences cause={cause} max={NEWEST} />
      {more > 0 && (
        <Typography variant="body2">
          <Link to={link({ id: cause.id })}>
            {t('causes.inPlace.more', { count: more })}
          </Link>
        </Typography>
      )}
    </>
  );
};

/**
 * A cause within the list: when it happened, what was promised against it, and
 * its newest postmortems. Asked for when it is opened.
 */
export const CausePreview = (props: {
  cause: Pick<Cause, 'id'>;
  /** The list is narrowed to systems or owners, which this is not. */
  narrowed?: boolean;
}) => {
  const { cause, narrowed = false } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const { value, error, loading, retry } = useRequest(
    signal => api.cause({ id: cause.id }, { signal }),
    [api],
    cause.id,
  );
  return (
    <div className={classes.root} aria-busy={loading}>
      {error && (
        <ErrorState
          title={t('causes.page.failed')}
          error={error}
          onRetry={retry}
        />
      )}
      {!error && !value && (
        <>
          <Skeleton height={44} />
          <Skeleton height={20} />
          <Skeleton height={20} />
        </>
      )}
      {value && narrowed && (
        <Typography variant="body2" color="textSecondary">
          {t('causes.inPlace.ofAll')}
        </Typography>
      )}
      {value && <Details cause={value} />}
    </div>
  );
};
