// SPDX-License-Identifier: Apache-2.0

import { isResponseError } from 'backstage-plugin-postmortems-common';
import { TranslationFunction } from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../../translation';

/** Says a text of the plugin in the reader's language. */
export type Translate = TranslationFunction<typeof postmortemsTranslationRef.T>;

/** Refused on our side, with words for people. */
export class Refusal extends Error {}

/** `server`: it failed. `unreached`: no answer came from it. */
type Failure = 'server' | 'unreached';

/**
 * Either the words with which a call was refused, which are written for people, or
 * what failed where nobody refused anything.
 */
function readReason(error: unknown): { message: string } | Failure {
  if (error instanceof Refusal) return { message: error.message };
  if (!isResponseError(error)) return 'unreached';
  if (error.statusCode >= 500) return 'server';
  return { message: error.body?.error?.message || error.message };
}

/** Why something was not done, to stand behind "Not done:". */
export function reasonOf(error: unknown, t: Translate): string {
  const reason = readReason(error);
  return typeof reason === 'string'
    ? t(`common.failure.${reason}`)
    : reason.message;
}

/** Why something cannot be shown, and what is safe, as a sentence. */
export function whyNotShown(error: unknown, t: Translate): string {
  const reason = readReason(error);
  return typeof reason === 'string'
    ? t(`common.notShown.${reason}`)
    : reason.message;
}
