// SPDX-License-Identifier: Apache-2.0

import { FieldMessage } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';

/**
 * The hint of a text that somebody may be writing: none appears under the
 * hands of who writes, since half a sentence says little. One that is there
 * stays until its reason has gone.
 *
 * @param afterClick - see `useAfterClick`: a line that appears moves the page
 */
export function useHintAtRest(
  hint: FieldMessage | undefined,
  afterClick: (run: () => void) => void,
) {
  const [isWriting, setWriting] = useState(false);
  const [code, setCode] = useState<string>();
  // What has gone does not come back before the writing ends.
  if (isWriting && code !== undefined && hint?.code !== code)
    setCode(undefined);
  return {
    hint: !isWriting || hint?.code === code ? hint : undefined,
    onFocus: () => {
      setWriting(true);
      setCode(hint?.code);
    },
    onBlur: () => afterClick(() => setWriting(false)),
  };
}
