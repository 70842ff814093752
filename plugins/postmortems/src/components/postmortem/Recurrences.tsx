// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import RepeatIcon from '@material-ui/icons/Repeat';
import { Recurrence } from 'backstage-plugin-postmortems-common';
import { Fragment } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { CauseLink, PostmortemLink } from '../common/links';
import { EntityLinks } from '../common/EntityLinks';
import { useOverdueClass } from '../common/OverdueCount';

const useStyles = makeStyles(theme => ({
  list: {
    ...theme.typography.body1,
    listStyle: 'none',
    margin: theme.spacing(0.5, 0, 0),
    padding: 0,
  },
  item: { display: 'flex', gap: theme.spacing(0.75), overflowWrap: 'anywhere' },
  icon: { fontSize: '1.2rem', flex: 'none', marginTop: 2 },
  // "and 1 more" belongs to the sentence; on the page's own ground the theme's
  // secondary text is too faint.
  nth: { '& span': { color: 'inherit' } },
}));

/** The times that have a word of their own. */
const WORDS = ['2', '3', '4', '5'] as const;

/** Named in a line. */
const MAX_SYSTEMS = 2;
/** The affected systems below are marked where the catalog lost one. */
const UNKNOWN: ReadonlySet<string> = new Set();

/** "second time on payment: No performance gate (PM-19)". */
export const Recurrences = (props: { recurrences: Recurrence[] }) => {
  const classes = useStyles();
  const red = useOverdueClass();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  if (props.recurrences.length === 0) return null;
  const nth = (times: number, refs: string[]) => {
    const word = WORDS.find(numeral => numeral === String(times));
    const systems = (
      <EntityLinks refs={refs} unknown={UNKNOWN} max={MAX_SYSTEMS} />
    );
    return word
      ? t(`causes.nth.time${word}`, { systems })
      : t('causes.nth.more', { times: String(times), systems });
  };
  return (
    <ul
      className={classes.list}
      aria-label={t('causes.postmortem.recurrences')}
    >
      {props.recurrences.map(({ cause, systems, times, earlier }) => (
        <li key={cause.id} className={classes.item}>
          <RepeatIcon className={`${classes.icon} ${red}`} aria-hidden />
          <span>
            <span className={`${red} ${classes.nth}`}>
              {nth(times, systems)}
            </span>{' '}
            <CauseLink cause={cause} /> (
            {earlier.map((postmortem, index) => (
              <Fragment key={postmortem.id}>
                {index > 0 && ', '}
                <PostmortemLink postmortem={postmortem} />
              </Fragment>
            ))}
            {times - 1 > earlier.length &&
              ` ${t('common.otherSystems', {
                count: times - 1 - earlier.length,
              })}`}
            )
          </span>
        </li>
      ))}
    </ul>
  );
};
