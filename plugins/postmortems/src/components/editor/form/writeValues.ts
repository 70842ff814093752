// SPDX-License-Identifier: Apache-2.0

import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { UseFormReturn } from 'react-hook-form';

/**
 * Puts values into the form that nobody typed. What was wrong with what stood
 * there is looked at anew: no input is left afterwards that would ask for it.
 */
export function writeValues(
  form: UseFormReturn<PostmortemDocument>,
  values: Partial<PostmortemDocument>,
): void {
  const names = Object.keys(values) as Array<keyof PostmortemDocument>;
  for (const [name, value] of Object.entries(values))
    form.setValue(name as keyof PostmortemDocument, value, {
      shouldDirty: true,
    });
  const wrong = names.filter(name => form.getFieldState(name).error);
  if (wrong.length > 0) form.trigger(wrong);
}
