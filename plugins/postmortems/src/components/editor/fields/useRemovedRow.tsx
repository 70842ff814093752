// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    ...theme.typography.body2,
    listStyle: 'none',
    color: theme.palette.text.secondary,
    padding: theme.spacing(0.375, 1),
  },
  undo: {
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
}));

const Removed = (props: { text: string; onUndo: () => void }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const button = useRef<HTMLButtonElement>(null);
  // Whoever took it away stays where it was.
  useEffect(() => button.current?.focus(), []);
  return (
    <li className={classes.root}>
      {props.text}{' '}
      <Button
        ref={button}
        className={classes.undo}
        size="small"
        color="primary"
        // Material's cannot be shown yet when a button has just come.
        disableFocusRipple
        aria-label={t('editor.removed.undo', { what: props.text })}
        onClick={props.onUndo}
      >
        {t('common.undo')}
      </Button>
    </li>
  );
};

/**
 * Remembers what was last taken out of a list, so that it can be put back: a
 * line in its place offers that.
 */
export function useRemovedRow<Row extends { id: string }>(options: {
  rows: ReadonlyArray<{ id: string }>;
  /** What the line says. */
  text: string;
  onUndo: (index: number, row: Row) => void;
}) {
  const { rows, text, onUndo } = options;
  /** `before`: the id of the row that it stood before; absent for the last. */
  const [removed, setRemoved] = useState<{ row: Row; before?: string }>();
  const remember = useCallback(
    (row: Row, before?: { id: string }) =>
      setRemoved({ row: { ...row }, before: before?.id }),
    [],
  );
  const forget = useCallback(() => setRemoved(undefined), []);
  const found = rows.findIndex(({ id }) => id === removed?.before);
  const place = found < 0 ? rows.length : found;

  return {
    remember,
    forget,
    /** What stands before the row of this number, and behind the last. */
    lineAt: (index: number): ReactNode =>
      removed &&
      index === place && (
        <Removed
          key={removed.row.id}
          text={text}
          onUndo={() => {
            forget();
            onUndo(place, removed.row);
          }}
        />
      ),
  };
}
