// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  EntityDisplayName,
  EntityRefLink,
} from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { Fragment } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { namedAmong } from './entities';

const useStyles = makeStyles(theme => ({
  // A name stays in one piece where it fits; what is in it is text, and no box
  // that the comma may wrap away from.
  ref: {
    display: 'inline-block',
    maxWidth: '100%',
    '& a, & span': { display: 'inline' },
  },
  unknown: { color: theme.palette.text.secondary },
}));

/**
 * Entities as links; one that the catalog does not know is marked as such.
 * Which these are is asked once for a whole list, by `useUnknownEntities`.
 */
export const EntityLinks = (props: {
  refs: readonly string[];
  unknown: ReadonlySet<string>;
  /** Show at most this many and say how many more there are. */
  max?: number;
  /** How many there are, where `refs` are the first of them. */
  total?: number;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { refs, max = refs.length, total = refs.length } = props;
  const more = total - Math.min(max, refs.length);
  return (
    <>
      {refs.slice(0, max).map((ref, index) => (
        <Fragment key={ref}>
          {index > 0 && ' '}
          <span className={classes.ref}>
            {props.unknown.has(ref) ? (
              <span className={classes.unknown} title={ref}>
                <EntityDisplayName
                  entityRef={ref}
                  {...namedAmong(ref, refs)}
                  hideIcon
                  disableTooltip
                />{' '}
                ({t('common.unknown')})
              </span>
            ) : (
              <EntityRefLink
                entityRef={ref}
                {...namedAmong(ref, refs)}
                hideIcon
              />
            )}
            {index < Math.min(max, refs.length) - 1 && ','}
          </span>
        </Fragment>
      ))}
      {more > 0 && (
        <span className={classes.unknown}>
          {' '}
          {t('common.otherSystems', { count: more })}
        </span>
      )}
    </>
  );
};
