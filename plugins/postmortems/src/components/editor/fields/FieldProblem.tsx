import { useFormState } from 'react-hook-form';
import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { useDocumentForm, useFieldProblem } from '../form/EditorContext';
import { useInputStyles } from './inputStyles';

/** What is wrong with a list as a whole. */
export const FieldProblem = (props: { name: keyof PostmortemDocument }) => {
  const classes = useInputStyles();
  const { control } = useDocumentForm();
  const { errors } = useFormState({ control, name: props.name, exact: true });
  const own = errors[props.name] as
    { message?: string; root?: { message?: string } } | undefined;
  const problem =
    useFieldProblem(props.name) ?? own?.root?.message ?? own?.message;
  return problem ? <p className={classes.problem}>{problem}</p> : null;
};
