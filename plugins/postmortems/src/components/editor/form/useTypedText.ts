// SPDX-License-Identifier: Apache-2.0

import { useState, useSyncExternalStore } from 'react';
import { useEditor } from './EditorContext';

/**
 * The text of an input that is read when it is left. What cannot be read stays
 * there, and is kept in this browser.
 *
 * @param key - the input's, for `UnreadTexts`
 * @param shown - what stands there for the document's value
 */
export function useTypedText(key: string, shown: string) {
  const { unread: texts } = useEditor();
  const unread = useSyncExternalStore(texts.subscribe, () => texts.get(key));
  const [typing, setTyping] = useState<string>();
  const settle = (text?: string) => {
    setTyping(undefined);
    texts.set(key, text);
  };
  return {
    text: typing ?? unread ?? shown,
    /** What could not be read; while somebody types nothing is judged. */
    unread: typing === undefined ? unread : undefined,
    type: setTyping as (text: string) => void,
    /** The document has it now. */
    read: () => settle(),
    /** It cannot be read. */
    cannotRead: settle as (text: string) => void,
  };
}
