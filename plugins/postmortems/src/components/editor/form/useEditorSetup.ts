// SPDX-License-Identifier: Apache-2.0

import { toNestErrors } from '@hookform/resolvers';
import {
  FieldMessage,
  Postmortem,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import { useEffect, useMemo, useState } from 'react';
import { FieldErrors, Resolver, useForm, UseFormReturn } from 'react-hook-form';
import { BrowserCopies, BrowserCopy } from '../save/BrowserCopies';
import { EditedForm, useSaving } from '../save/useSaving';
import { checkDocument, formName } from './document';
import { LiveChecks } from './LiveChecks';
import { UnreadTexts } from './UnreadTexts';
import { writeValues } from './writeValues';
import { useFieldText } from '../../common/useFieldText';
import { usePostmortemsConfig } from '../../common/usePostmortemsConfig';

/** The schema of the document, as the form's: empty rows are not judged. */
function resolverWith(
  textOf: (issue: FieldMessage) => string,
): Resolver<PostmortemDocument> {
  return (values, _context, options) => {
    const { issues } = checkDocument(values);
    if (issues.length === 0) return { values, errors: {} };
    const errors: FieldErrors = Object.fromEntries(
      issues.map(issue => [
        formName(issue.field, values),
        { type: issue.code, message: textOf(issue) },
      ]),
    );
    return { values: {}, errors: toNestErrors(errors, options) };
  };
}

function accessTo(
  form: UseFormReturn<PostmortemDocument>,
  kept: BrowserCopy['unread'],
): EditedForm & { writing: boolean } {
  return {
    unread: new UnreadTexts({ read: () => form.getValues(), kept }),
    /** Whether a change of the form is ours and not a person's. */
    writing: false,
    read: () => form.getValues(),
    onTyped(listener) {
      return form.subscribe({
        formState: { values: true },
        callback: () => {
          if (!this.writing) listener();
        },
      });
    },
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
  copies: BrowserCopies;
  /** The values to begin with. */
  initial: PostmortemDocument;
  /** What is edited; absent for a new one. */
  postmortem?: Postmortem;
  /** What this browser kept, to be taken up. */
  copy?: BrowserCopy;
  /** The key of the local copy: of this form alone, in this tab. */
  copyKey: string;
  onCreated?: (postmortem: Postmortem) => void;
};

/** The form, and what looks at it and saves it. */
export function useEditorSetup(setup: EditorSetup) {
  const config = usePostmortemsConfig();
  const textOf = useFieldText();
  const resolver = useMemo(() => resolverWith(textOf), [textOf]);
  const form = useForm<PostmortemDocument>({
    defaultValues: setup.initial,
    resolver,
    mode: 'onBlur',
    reValidateMode: 'onBlur',
  });
  const [{ access, checks }] = useState(() => {
    const parts = accessTo(form, setup.copy?.unread);
    return {
      access: parts,
      checks: new LiveChecks({
        read: parts.read,
        config,
        unread: parts.unread,
        kept:
          setup.postmortem?.status === 'published'
            ? setup.postmortem
            : undefined,
      }),
    };
  });
  // Before saving begins, which may write into the form.
  useEffect(() => {
    const ends = [
      form.subscribe({
        formState: { values: true },
        callback: () => checks.changed(),
      }),
      access.unread.subscribe(() => checks.changed()),
    ];
    return () => {
      ends.forEach(end => end());
      checks.dispose();
    };
  }, [form, access, checks]);
  const saver = useSaving({ ...setup, config, form: access });

  return {
    form,
    checks,
    unread: access.unread,
    saver,
    config,
    userEntityRef: setup.userEntityRef,
  };
}
