// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { CallName, Contract } from './contract';

/**
 * Several object types as one.
 *
 * @public
 */
export type Flat<T> = { [Key in keyof T]: T[Key] };

/**
 * The parameters in braces of a path, each a string.
 *
 * @public
 */
export type PathParams<Path> =
  Path extends `${string}{${infer Name}}${infer Rest}`
    ? { [Key in Name]: string } & PathParams<Rest>
    : unknown;

/**
 * The version of a call that sends `If-Match`.
 *
 * @public
 */
export type Version<Row> = Row extends { ifMatch: 'required' }
  ? { version: number }
  : Row extends { ifMatch: 'optional' }
    ? { version?: number }
    : unknown;

/**
 * A request that may be sent again without doing anything a second time.
 *
 * @public
 */
export type Idempotency = {
  /** A UUID of the caller's own. */
  key: string;
  /** The same for the same request only. */
  fingerprint: string;
  /** To be called when it was done before, and is not done again. */
  onRepeated: () => void;
};

/**
 * What the client takes for a call: what varies in its path, `query`, `body`,
 * the `version` that is changed, and a UUID as `idempotencyKey`: for 24 hours
 * the same request with the same key creates nothing a second time.
 *
 * @public
 */
export type CallRequest<Name extends CallName> = Flat<
  PathParams<Contract[Name]['path']> &
    (Contract[Name] extends { query: infer Query }
      ? { query?: Partial<z.output<Query>> }
      : unknown) &
    (Contract[Name] extends { body: infer Body }
      ? { body: z.input<Body> }
      : unknown) &
    (Contract[Name] extends { idempotencyKey: true }
      ? { idempotencyKey?: string }
      : unknown) &
    Version<Contract[Name]>
>;

/**
 * The same after the server has checked it.
 *
 * @public
 */
export type ParsedRequest<Name extends CallName> = Flat<
  (Contract[Name] extends { params: infer Params }
    ? z.output<Params>
    : PathParams<Contract[Name]['path']>) &
    (Contract[Name] extends { query: infer Query }
      ? { query: z.output<Query> }
      : unknown) &
    (Contract[Name] extends { body: infer Body }
      ? { body: z.output<Body> }
      : unknown) &
    (Contract[Name] extends { idempotencyKey: true }
      ? { idempotency?: Idempotency }
      : unknown) &
    Version<Contract[Name]>
>;

/**
 * What a call answers.
 *
 * @public
 */
export type CallAnswer<Name extends CallName> = Contract[Name] extends {
  answer: infer Answer;
}
  ? Answer extends z.ZodType
    ? z.output<Answer>
    : string
  : void;
