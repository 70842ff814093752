// SPDX-License-Identifier: Apache-2.0

import Link from '@material-ui/core/Link';
import { Theme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { focusField } from '../form/fields';
import { useSeenBefore } from './SeenBeforeProvider';

/** The path, as of a field, of what was seen before. */
export const SEEN_BEFORE = 'seenBefore';

/** The way to what was seen before, where it is not beside the form. */
export const SeenBeforeHint = () => {
  const { inShort } = useSeenBefore();
  const hasSide = useMediaQuery<Theme>(theme => theme.breakpoints.up('lg'), {
    noSsr: true,
  });
  if (hasSide || !inShort) return null;
  return (
    <Link
      component="button"
      type="button"
      variant="body2"
      onClick={() => focusField(SEEN_BEFORE)}
    >
      {inShort}
    </Link>
  );
};
