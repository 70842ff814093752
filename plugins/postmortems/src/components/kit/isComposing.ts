// SPDX-License-Identifier: Apache-2.0

import { KeyboardEvent } from 'react';

/**
 * Whether the key belongs to an input method: an Enter that confirms a word is
 * no Enter of ours. Safari says so by the key code only.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}
