// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button, { ButtonProps } from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { postmortemsTranslationRef } from '../../translation';
import { keyName, REVIEW_KEYS, ReviewAction } from './reviewKeys';

const useStyles = makeStyles(theme => ({
  button: { fontWeight: 500 },
  key: {
    marginLeft: theme.spacing(1),
    minWidth: '1.6em',
    padding: '0 0.35em',
    border: '1px solid currentColor',
    borderRadius: 4,
    font: 'inherit',
    fontSize: '0.75em',
    lineHeight: 1.6,
    textAlign: 'center',
    opacity: 0.75,
  },
}));

/** A key as it stands on a keyboard. */
export const Key = (props: { children: string }) => {
  const classes = useStyles();
  return (
    <kbd className={classes.key} aria-hidden>
      {props.children}
    </kbd>
  );
};

/** A button of a review, with the key that does the same. */
export const KeyButton = (
  props: Pick<ButtonProps, 'variant' | 'color' | 'disabled'> & {
    action: ReviewAction;
    onAct: (action: ReviewAction) => void;
    /** In place of the name of the action. */
    label?: string;
  },
) => {
  const { action, onAct, label, ...button } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const keys = REVIEW_KEYS[action];
  return (
    <Button
      {...button}
      className={classes.button}
      aria-keyshortcuts={keys.join(' ')}
      onClick={() => onAct(action)}
    >
      {label ?? t(`review.actions.${action}`)}
      <Key>{keyName(keys.at(-1)!.length > 1 ? keys.at(-1)! : keys[0])}</Key>
    </Button>
  );
};
