// SPDX-License-Identifier: Apache-2.0

import { useFormState } from 'react-hook-form';
import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { useDocumentForm, useFieldNote } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { FieldNote } from './FieldNote';

/** What is said of a list as a whole; for its element and below it. */
export function useListNote(name: keyof PostmortemDocument) {
  const { control } = useDocumentForm();
  const { errors } = useFormState({ control, name, exact: true });
  const own = errors[name] as
    { message?: string; root?: { message?: string } } | undefined;
  const note = useFieldNote(name, own?.root?.message ?? own?.message);
  const id = `${fieldId(name)}-note`;
  return {
    describedBy: note.lines.length > 0 ? id : undefined,
    element: <FieldNote id={id} note={note} />,
  };
}
