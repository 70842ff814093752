// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { GATE_MESSAGES } from 'backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { postmortemsTranslationRef } from '../../translation';

type Want = keyof typeof GATE_MESSAGES;

const WANTS = new Map<string, Want>(
  Object.entries(GATE_MESSAGES).map(([want, message]) => [
    message,
    want as Want,
  ]),
);

/**
 * What publishing wants in the reader's language. Other messages, such as
 * those that name a value, stay as they are.
 */
export function useGateText(): (message: string) => string {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return useCallback(
    (message: string) => {
      const want = WANTS.get(message);
      return want ? t(`common.gate.${want}`) : message;
    },
    [t],
  );
}
