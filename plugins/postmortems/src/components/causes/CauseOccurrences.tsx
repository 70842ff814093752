// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { CauseDetails, daysBetween } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { ActionItemOwner, DueText, useDoneOn } from '../common/ActionItemFacts';
import { CompactMarkdown } from '../common/CompactMarkdown';
import { EntityLinks } from '../common/EntityLinks';
import { SeverityChip } from '../common/SeverityChip';
import { StatusChip } from '../common/StatusChip';
import { useFormat } from '../common/useFormat';
import { useOverdueClass } from '../common/OverdueCount';
import { useUnknownEntities } from '../common/useKnownEntities';
import { PostmortemLink } from '../common/links';

/** Named in a row; the catalog is asked about no more. */
const MAX_SYSTEMS = 4;

const useStyles = makeStyles(theme => ({
  // A line with a mark for each time: a small timeline, newest on top.
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    ...theme.typography.body2,
    position: 'relative',
    padding: theme.spacing(0, 0, 2, 3),
    borderLeft: `2px solid ${theme.palette.divider}`,
    marginLeft: 6,
    overflowWrap: 'anywhere',
    '&:last-child': { borderLeftColor: 'transparent', paddingBottom: 0 },
    '&::before': {
      content: '""',
      position: 'absolute',
      left: -7,
      top: 4,
      width: 12,
      height: 12,
      borderRadius: '50%',
      background: theme.palette.text.secondary,
    },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.25, 1.5),
  },
  quiet: { color: theme.palette.text.secondary },
  promised: { marginTop: theme.spacing(0.5) },
  promises: { listStyle: 'none', margin: 0, padding: 0 },
  promise: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    padding: theme.spacing(0.25, 0),
  },
}));

/** When a cause happened, to what, and what was promised against it. */
export const CauseOccurrences = (props: {
  cause: CauseDetails;
  /** The newest ones only. */
  max?: number;
}) => {
  const { occurrences } = props.cause;
  const shown = occurrences.slice(0, props.max);
  const classes = useStyles();
  const overdue = useOverdueClass();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const doneOn = useDoneOn();
  const unknown = useUnknownEntities(
    shown.flatMap(({ postmortem, actionItems }) => [
      ...postmortem.affectedSystems.slice(0, MAX_SYSTEMS),
      ...actionItems.flatMap(({ owner }) => (owner ? [owner] : [])),
    ]),
  );
  if (occurrences.length === 0)
    return <Typography>{t('causes.page.noOccurrences')}</Typography>;
  return (
    <ol className={classes.list} reversed>
      {shown.map(({ postmortem, recurrence, actionItems }, index) => {
        const { startedAt, severity, status, affectedSystems } = postmortem;
        const before = occurrences[index + 1]?.postmortem.startedAt;
        const days =
          startedAt && before ? daysBetween(before, startedAt) : undefined;
        return (
          <li key={postmortem.id} className={classes.item}>
            <div className={classes.head}>
              {startedAt ? (
                <time dateTime={startedAt}>{format.day(startedAt)}</time>
              ) : (
                <span className={classes.quiet}>
                  {t('tab.list.notStarted')}
                </span>
              )}
              <PostmortemLink postmortem={postmortem} withTitle />
              <SeverityChip severity={severity} />
              {status === 'draft' && <StatusChip status={status} />}
              {recurrence && (
                <span className={overdue}>{t('causes.page.recurrence')}</span>
              )}
              {days !== undefined && (
                <span className={classes.quiet}>
                  {t('causes.page.after', {
                    days: t('causes.days', { count: days }),
                  })}
                </span>
              )}
              <span>
                <EntityLinks
                  refs={affectedSystems}
                  unknown={unknown}
                  max={MAX_SYSTEMS}
                />
              </span>
            </div>
            {actionItems.length > 0 && (
              <>
                <div className={`${classes.quiet} ${classes.promised}`}>
                  {t('causes.seen.promised')}
                </div>
                <ul
                  className={classes.promises}
                  aria-label={t('causes.page.promisesOf', {
                    number: t('common.number', {
                      number: String(postmortem.number),
                    }),
                  })}
                >
                  {actionItems.map(item => (
                    <li key={item.id} className={classes.promise}>
                      <CompactMarkdown
                        content={
                          item.description ||
                          t('common.actionItem.noDescription')
                        }
                      />
                      {doneOn(item) ? (
                        <span className={classes.quiet}>{doneOn(item)}</span>
                      ) : (
                        <>
                          <span>{t(`common.actionStatus.${item.status}`)}</span>
                          <DueText item={item} />
                        </>
                      )}
                      <span className={classes.quiet}>
                        <ActionItemOwner item={item} unknown={unknown} />
                      </span>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
};
