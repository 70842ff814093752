// SPDX-License-Identifier: Apache-2.0

import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { toNestErrors } from '@hookform/resolvers';
import {
  Postmortem,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import { useEffect, useState } from 'react';
import { FieldErrors, Resolver, useForm, UseFormReturn } from 'react-hook-form';
import useAsync from 'react-use/esm/useAsync';
import { postmortemsApiRef } from '../../../api';
import { DraftSaver } from '../save/DraftSaver';
import { LocalCopies, LocalCopy } from '../save/localCopies';
import { FormAccess } from '../save/saveState';
import { checkDocument } from './document';
import { LiveChecks } from './LiveChecks';
import { UnreadTexts } from './UnreadTexts';
import { writeValues } from './writeValues';
import { usePostmortemsConfig } from '../../common/usePostmortemsConfig';

/** The signed-in user, and what this browser keeps for that user. */
export function useLocalCopies() {
  const identity = useApi(identityApiRef);
  return useAsync(async () => {
    const { userEntityRef } = await identity.getBackstageIdentity();
    return {
      userEntityRef,
      copies: new LocalCopies({
        storage: window.localStorage,
        userEntityRef,
        locks: window.navigator.locks,
      }),
    };
  }, [identity]);
}

/** The schema of the document, as the form's: empty rows are not judged. */
const resolver: Resolver<PostmortemDocument> = (values, _context, options) => {
  const { issues } = checkDocument(values);
  if (issues.length === 0) return { values, errors: {} };
  const errors: FieldErrors = Object.fromEntries(
    issues.map(({ field, message }) => [field, { type: 'schema', message }]),
  );
  return { values: {}, errors: toNestErrors(errors, options) };
};

function accessTo(
  form: UseFormReturn<PostmortemDocument>,
  kept: LocalCopy['unread'],
): FormAccess & { writing: boolean; unread: UnreadTexts } {
  return {
    unread: new UnreadTexts({ read: () => form.getValues(), kept }),
    /** Whether a change of the form is ours and not a person's. */
    writing: false,
    read: () => form.getValues(),
    write(changes) {
      this.writing = true;
      try {
        writeValues(form, changes);
      } finally {
        this.writing = false;
      }
    },
  };
}

export type EditorSetup = {
  userEntityRef: string;
  copies: LocalCopies;
  /** The values to begin with. */
  initial: PostmortemDocument;
  /** What is edited; absent for a new one. */
  postmortem?: Postmortem;
  /** What this browser kept, to be taken up. */
  copy?: LocalCopy;
  /** The key of the local copy: of this form alone, in this tab. */
  copyKey: string;
  onCreated?: (postmortem: Postmortem) => void;
};

/** The form, and what looks at it and saves it. */
export function useEditorSetup(setup: EditorSetup) {
  const api = useApi(postmortemsApiRef);
  const config = usePostmortemsConfig();
  const form = useForm<PostmortemDocument>({
    defaultValues: setup.initial,
    resolver,
    mode: 'onBlur',
    reValidateMode: 'onBlur',
  });
  const [parts] = useState(() => {
    const access = accessTo(form, setup.copy?.unread);
    return {
      access,
      checks: new LiveChecks({ read: access.read, config }),
      saver: new DraftSaver({
        ...setup,
        api,
        config,
        key: setup.copyKey,
        form: access,
      }),
    };
  });
  const { access, checks, saver } = parts;
  const { copies, copyKey } = setup;

  useEffect(() => {
    const release = copies.hold(copyKey, saver.keep);
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: () => {
        checks.changed();
        if (!access.writing) saver.changed();
      },
    });
    const unsubscribeUnread = access.unread.subscribe(saver.unreadChanged);
    window.addEventListener('online', saver.retry);
    return () => {
      unsubscribe();
      unsubscribeUnread();
      window.removeEventListener('online', saver.retry);
      saver.dispose();
      release();
      checks.dispose();
    };
  }, [form, access, checks, saver, copies, copyKey]);

  const { copy } = setup;
  useEffect(() => {
    if (copy) saver.restore(copy);
  }, [copy, saver]);

  return {
    form,
    checks,
    unread: access.unread,
    saver,
    config,
    userEntityRef: setup.userEntityRef,
  };
}
