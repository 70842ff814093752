// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import CheckIcon from '@material-ui/icons/CheckCircleOutline';
import { QuietFix } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { CauseLink, PostmortemLink } from '../common/links';
import { useFormat } from '../common/useFormat';

/** How many are praised beside the causes that recurred. */
const SHOWN = 3;

const useStyles = makeStyles(theme => ({
  list: {
    ...theme.typography.body2,
    listStyle: 'none',
    margin: theme.spacing(1, 0, 0),
    padding: 0,
  },
  line: {
    display: 'flex',
    gap: theme.spacing(0.75),
    overflowWrap: 'anywhere',
  },
  icon: { fontSize: '1.1rem', flex: 'none', marginTop: 2 },
}));

/** For how long a cause has not come back since it was fixed. */
export const QuietFixLine = (props: {
  fix: QuietFix;
  /** Names the cause too. */
  withCause?: boolean;
}) => {
  const { fix, withCause } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  return (
    <div className={classes.line}>
      <CheckIcon className={classes.icon} aria-hidden />
      <span>
        {t('causes.tab.quiet', {
          time: format.since(fix.doneAt),
          postmortem: <PostmortemLink postmortem={fix} />,
        })}
        {withCause && (
          <>
            {': '}
            <CauseLink cause={fix.cause} />
          </>
        )}
      </span>
    </div>
  );
};

/** What was fixed and happened once: that it stays away is worth a line. */
export const QuietFixes = (props: { fixes: readonly QuietFix[] }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const fixes = props.fixes.slice(0, SHOWN);
  if (fixes.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('causes.tab.quietTitle')}>
      {fixes.map(fix => (
        <li key={fix.cause.id}>
          <QuietFixLine fix={fix} withCause />
        </li>
      ))}
    </ul>
  );
};
