import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { useController } from 'react-hook-form';
import { useDocumentForm, useFieldNote } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { helperText } from './FieldNote';
import { EntityPicker } from './EntityPicker';

type Common = {
  label: string;
  kinds: readonly string[];
  help?: string;
  hideLabel?: boolean;
};

/** A field of the form that holds one entity ref. */
export const EntityField = (
  props: Common & { name: 'incidentCommander' | `actionItems.${number}.owner` },
) => {
  const { name, help, ...rest } = props;
  const { control } = useDocumentForm();
  const { field, fieldState } = useController<PostmortemDocument>({
    control,
    name,
  });
  const note = useFieldNote(name, fieldState.error?.message);
  const ref = field.value as string | null;
  return (
    <EntityPicker
      {...rest}
      id={fieldId(name)}
      single
      value={ref ? [ref] : []}
      onChange={refs => field.onChange(refs[0] ?? null)}
      onBlur={field.onBlur}
      problem={note.problem}
      help={helperText(note, help)}
    />
  );
};

/** A field of the form that holds entity refs. */
export const EntitiesField = (
  props: Common & { name: 'affectedSystems' | 'participants' | 'readers' },
) => {
  const { name, help, ...rest } = props;
  const { control } = useDocumentForm();
  const { field, fieldState } = useController({ control, name });
  const note = useFieldNote(name, fieldState.error?.message);
  return (
    <EntityPicker
      {...rest}
      id={fieldId(name)}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      problem={note.problem}
      help={helperText(note, help)}
    />
  );
};
