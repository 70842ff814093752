// SPDX-License-Identifier: Apache-2.0

import {
  FieldMessage,
  Postmortem,
  isResponseError,
} from 'backstage-plugin-postmortems-common';

/** What a refused call said, in the parts that the editor can act on. */
export type ApiFailure = {
  /** `undefined`: the server was not reached. */
  status?: number;
  /** The name of the error, as `NotFoundError`. */
  name?: string;
  message: string;
  /** Fields that are not valid, and what the publishing gate still wants. */
  fields: FieldMessage[];
  unmet: FieldMessage[];
  /** The saved postmortem, on a conflict. */
  current?: Postmortem;
};

/**
 * Whether the server may have done what it was asked all the same: no answer
 * came, or one of whatever stands before it.
 */
export const mayBeDone = ({ status }: ApiFailure) =>
  status === undefined || status >= 500;

/** Nothing is wrong with what was sent: it is worth another try. */
export const isPassing = (failure: ApiFailure) =>
  mayBeDone(failure) || failure.status === 408 || failure.status === 429;

/** The server knows a key for 24 hours; clocks differ, and calls take time. */
export const KEY_LIFE_MS = 23 * 3_600_000;

/** Whether nothing was created of what was sent with a key. */
export const isTurnedDown = (failure: ApiFailure, isRepeated: boolean) =>
  // That a second try is not let in says nothing of the first.
  isRepeated ? failure.status === 400 : !mayBeDone(failure);

function fieldMessages(value: unknown): FieldMessage[] {
  return Array.isArray(value)
    ? value.filter(
        item =>
          typeof item?.field === 'string' && typeof item?.message === 'string',
      )
    : [];
}

/** Reads the `error` of a response body. */
export function readFailure(error: unknown): ApiFailure {
  const message = error instanceof Error ? error.message : String(error);
  const none = { fields: [], unmet: [] };
  if (!isResponseError(error)) return { message, ...none };
  const { statusCode, body } = error;
  const details = (body?.error ?? {}) as Record<string, unknown>;
  return {
    status: statusCode,
    name: typeof details.name === 'string' ? details.name : undefined,
    message: typeof details.message === 'string' ? details.message : message,
    fields: fieldMessages(details.fields),
    unmet: fieldMessages(details.unmet),
    current: details.current as Postmortem | undefined,
  };
}
