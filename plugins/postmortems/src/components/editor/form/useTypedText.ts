// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEffect, useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { useStore } from '../../kit/Store';
import { useEditor } from './EditorContext';

/**
 * The text of an input that is read when it is left. What cannot be read stays
 * there, and is kept in this browser.
 */
export function useTypedText(options: {
  path: string;
  /** What its input is called. */
  label: string;
  /** What stands there for the document's value. */
  shown: string;
}) {
  const { path, label, shown } = options;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { unread: texts } = useEditor();
  const kept = useStore(texts, all => all.get(path)?.text);
  const [typing, setTyping] = useState<string>();
  // While somebody types nothing is judged.
  const unread = typing === undefined ? kept : undefined;
  const message =
    unread === undefined
      ? undefined
      : t('editor.unread.field', { label, text: unread });
  useEffect(
    () => (message === undefined ? undefined : texts.describe(path, message)),
    [texts, path, message],
  );
  const settle = (text?: string) => {
    setTyping(undefined);
    texts.set(path, text);
  };
  return {
    text: typing ?? kept ?? shown,
    /** What could not be read. */
    unread,
    type: setTyping as (text: string) => void,
    /** The document has it now. */
    read: () => settle(),
    /** It cannot be read. */
    cannotRead: settle as (text: string) => void,
  };
}
