// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  FIELD_MESSAGES,
  FieldCode,
  FieldMessage,
} from 'backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { postmortemsTranslationRef } from '../../translation';

const isFieldCode = (code: string): code is FieldCode =>
  Object.hasOwn(FIELD_MESSAGES, code);

/**
 * What is said of a field, in the reader's language. A code that is not known
 * here keeps the words it came with.
 */
export function useFieldText(): (message: FieldMessage) => string {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return useCallback(
    ({ code, values, message }: FieldMessage) => {
      if (!isFieldCode(code)) return message;
      // Which values belong to which code is known only when it runs.
      const translate = t as unknown as (
        key: `common.fieldMessage.${FieldCode}`,
        values?: FieldMessage['values'],
      ) => string;
      return translate(`common.fieldMessage.${code}`, values);
    },
    [t],
  );
}
