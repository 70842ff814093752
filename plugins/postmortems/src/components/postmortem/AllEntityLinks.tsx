// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { postmortemsTranslationRef } from '../../translation';
import { EntityLinks } from '../common/EntityLinks';
import { useShowAll } from './useShowAll';

const SHOWN = 12;

const useStyles = makeStyles(theme => ({
  button: {
    minWidth: 0,
    marginLeft: theme.spacing(0.5),
    padding: theme.spacing(0, 0.5),
    font: 'inherit',
    textTransform: 'none',
    verticalAlign: 'baseline',
  },
}));

/** Entities as links: a dozen, and all of them on demand and on paper. */
export const AllEntityLinks = (props: {
  refs: readonly string[];
  /** Refs that the catalog does not know. */
  unknown: ReadonlySet<string>;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { refs, unknown } = props;
  const { shown, showAll, list } = useShowAll(refs, SHOWN);
  return (
    <>
      <span ref={list}>
        <EntityLinks refs={shown} unknown={unknown} />
      </span>
      {showAll && (
        <Button className={classes.button} color="primary" onClick={showAll}>
          {t('postmortem.facts.showAll', { total: String(refs.length) })}
        </Button>
      )}
    </>
  );
};
