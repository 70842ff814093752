// SPDX-License-Identifier: Apache-2.0

import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import {
  Postmortem,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import { useEffect, useState } from 'react';
import { postmortemsApiRef } from '../../../api';
import { useRequest } from '../../kit/useRequest';
import { UnreadTexts } from '../form/UnreadTexts';
import { BrowserCopies, BrowserCopy } from './BrowserCopies';
import { FormAccess, SavingRunner } from './SavingRunner';

/** The signed-in user, and what this browser keeps for that user. */
export function useBrowserCopies() {
  const identity = useApi(identityApiRef);
  return useRequest(async () => {
    const { userEntityRef } = await identity.getBackstageIdentity();
    return {
      userEntityRef,
      copies: new BrowserCopies({
        storage: window.localStorage,
        userEntityRef,
        locks: window.navigator.locks,
      }),
    };
  }, [identity]);
}

/** The form of the page. */
export type EditedForm = FormAccess & {
  unread: UnreadTexts;
  /** Calls the listener for what a person changes. */
  onTyped(listener: () => void): () => void;
};

/** Saves a form for as long as it is there. */
export function useSaving(options: {
  form: EditedForm;
  config: PostmortemsConfig;
  copies: BrowserCopies;
  /** The key of the browser's copy: of this form alone, in this tab. */
  copyKey: string;
  /** What is edited; absent for a new one. */
  postmortem?: Postmortem;
  /** What this browser kept, to be taken up. */
  copy?: BrowserCopy;
  onCreated?: (postmortem: Postmortem) => void;
}): SavingRunner {
  const { form, copies, copyKey, copy } = options;
  const api = useApi(postmortemsApiRef);
  const [saver] = useState(
    () =>
      new SavingRunner({
        ...options,
        api,
        key: copyKey,
      }),
  );

  useEffect(() => {
    const release = copies.hold(copyKey, saver.keep);
    const ends = [
      form.onTyped(() => saver.changed()),
      form.unread.subscribe(saver.unreadChanged),
    ];
    window.addEventListener('online', saver.retry);
    return () => {
      ends.forEach(end => end());
      window.removeEventListener('online', saver.retry);
      saver.dispose();
      release();
    };
  }, [form, saver, copies, copyKey]);

  useEffect(() => {
    if (copy) saver.restore(copy);
  }, [copy, saver]);

  return saver;
}
