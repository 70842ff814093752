// SPDX-License-Identifier: Apache-2.0

import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import {
  ControllerRenderProps,
  FieldPath,
  useController,
} from 'react-hook-form';
import {
  Note,
  useDocumentForm,
  useFieldNote,
  useFieldPath,
} from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { noteProps } from './FieldNote';

type Field<Name extends FieldPath<PostmortemDocument>> = {
  field: ControllerRenderProps<PostmortemDocument, Name>;
  path: string;
  id: string;
  note: Note;
  noteId: string;
  /** Props of a plain input, which a `FieldNote` describes. */
  input: { id: string; value: string } & ReturnType<typeof noteProps> &
    Pick<ControllerRenderProps, 'onChange' | 'onBlur' | 'ref'>;
};

/** A field of the form, with what its input needs and what is said beside it. */
export function useField<Name extends FieldPath<PostmortemDocument>>(
  name: Name,
): Field<Name> {
  const { control } = useDocumentForm();
  const { field, fieldState } = useController({ control, name });
  const path = useFieldPath(name);
  const note = useFieldNote(path, fieldState.error?.message);
  const id = fieldId(path);
  const noteId = `${id}-note`;
  return {
    field,
    path,
    id,
    note,
    noteId,
    input: {
      id,
      value: (field.value ?? '') as string,
      onChange: field.onChange,
      onBlur: field.onBlur,
      ref: field.ref,
      ...noteProps(noteId, note),
    },
  };
}
