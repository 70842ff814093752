// SPDX-License-Identifier: Apache-2.0

import { alpha, makeStyles } from '@material-ui/core/styles';

/**
 * Plain inputs that look like Material's outlined ones. The lists of the
 * editor may have hundreds of rows; Material's own inputs are too heavy there.
 */
export const useInputStyles = makeStyles(theme => {
  const quiet = alpha(
    theme.palette.text.primary,
    theme.palette.type === 'dark' ? 0.3 : 0.23,
  );
  const box = {
    ...theme.typography.body2,
    boxSizing: 'border-box' as const,
    width: '100%',
    minWidth: 0,
    padding: theme.spacing(0.75, 1),
    border: '1px solid',
    lineHeight: 1.43,
  };
  return {
    input: {
      ...box,
      margin: 0,
      color: theme.palette.text.primary,
      backgroundColor: theme.palette.background.paper,
      borderColor: quiet,
      borderRadius: theme.shape.borderRadius,
      colorScheme: theme.palette.type,
      '&:hover': { borderColor: theme.palette.text.secondary },
      '&:focus': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: -2,
      },
      '&[aria-invalid="true"]': { borderColor: theme.palette.error.main },
      '&::placeholder': { color: theme.palette.text.secondary, opacity: 1 },
    },
    marks: { ...box, borderColor: 'transparent', gridArea: '1 / 1' },
    after: { '&::after': { ...box, borderColor: 'transparent' } },
    problem: {
      color:
        theme.palette.type === 'dark' ? '#ff9d94' : theme.palette.error.dark,
      fontSize: '0.75rem',
      margin: theme.spacing(0.25, 0, 0),
    },
    note: {
      color: theme.palette.text.secondary,
      fontSize: '0.75rem',
      margin: theme.spacing(0.25, 0, 0),
    },
    line: { margin: 0 },
  };
});
