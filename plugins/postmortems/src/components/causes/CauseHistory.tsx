// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { CauseEvent } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { EntityLinks } from '../common/EntityLinks';
import { useFormat } from '../common/useFormat';
import { useUnknownEntities } from '../common/useKnownEntities';
import { useCategoryTitle } from '../common/useCategoryTitle';

const useStyles = makeStyles(theme => ({
  list: {
    ...theme.typography.body2,
    listStyle: 'none',
    margin: 0,
    padding: 0,
    overflowWrap: 'anywhere',
  },
}));

/** What happened to a cause itself: renamed, merged, by whom. */
export const CauseHistory = (props: { history: CauseEvent[] }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const titleOf = useCategoryTitle();
  const unknown = useUnknownEntities(props.history.map(({ actor }) => actor));
  const what = ({ kind, merged, changes }: CauseEvent): string[] => {
    if (kind === 'created') return [t('causes.history.created')];
    if (kind === 'merged')
      return [t('causes.history.merged', { name: merged?.name ?? '' })];
    return Object.entries(changes).map(([field, { from, to }]) => {
      if (field === 'name') return t('causes.history.renamed', { from, to });
      if (field === 'category')
        return t('causes.history.recategorised', {
          from: titleOf(from),
          to: titleOf(to),
        });
      return t('causes.history.described');
    });
  };
  return (
    <ul className={classes.list}>
      {props.history.map(event => (
        <li key={`${event.at} ${event.kind}`}>
          <time dateTime={event.at}>{format.instant(event.at)}</time>{' '}
          <EntityLinks refs={[event.actor]} unknown={unknown} />:{' '}
          {what(event).join('; ')}
        </li>
      ))}
    </ul>
  );
};
