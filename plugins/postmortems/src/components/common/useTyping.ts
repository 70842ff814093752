// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';

/** What somebody is doing in a {@link SearchPicker}. */
export type Typing = {
  /** What is typed; `undefined` when nothing is, and the choice is shown. */
  text: string | undefined;
  setText: (text: string | undefined) => void;
  open: boolean;
  setOpen: (open: boolean) => void;
  /** Enter was pressed before the answer was there: it means the first one. */
  entered: boolean;
  setEntered: (entered: boolean) => void;
  /** Whether somebody waits for options. */
  active: boolean;
};

export function useTyping(): Typing {
  const [text, setText] = useState<string>();
  const [open, setOpen] = useState(false);
  const [entered, setEntered] = useState(false);
  const active = open || entered;
  return { text, setText, open, setOpen, entered, setEntered, active };
}
