// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { postmortemsTranslationRef } from '../../translation';
import { useFormat } from './useFormat';
import { PagesState } from './usePages';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 2),
    ...theme.typography.body2,
    color: theme.palette.text.secondary,
  },
}));

/** Which part of a list is shown, and the way back and on. */
export const Pager = (props: { pages: PagesState<unknown> }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { value, from, previous, next } = props.pages;
  if (!value || (!previous && !next)) return null;
  return (
    <div className={classes.root}>
      <span aria-live="polite">
        {t('tab.list.range', {
          from: format.number(from),
          to: format.number(from + value.items.length - 1),
          total: format.number(value.totalItems),
        })}
      </span>
      <Button size="small" disabled={!previous} onClick={previous}>
        {t('tab.list.previous')}
      </Button>
      <Button size="small" disabled={!next} onClick={next}>
        {t('tab.list.next')}
      </Button>
    </div>
  );
};
