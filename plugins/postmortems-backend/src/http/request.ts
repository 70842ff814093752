// SPDX-License-Identifier: Apache-2.0

import { createHash } from 'node:crypto';
import {
  Call,
  FieldCode,
  fieldMessage,
} from 'backstage-plugin-postmortems-common';
import type { Request } from 'express';
import { z } from 'zod';
import { refused } from './errors';
import { parse } from './parse';

/** An empty body or query, strictly. */
const emptySchema = z.strictObject({});

const ETAG = /^(?:W\/)?"([1-9]\d{0,14})"$/;

/** What the database holds; a higher one is the version of nothing. */
const HIGHEST_VERSION = 2 ** 31 - 1;

/**
 * What a request says, by the row of its call.
 *
 * @throws InputError with `fields`
 */
export function parseRequest(call: Call, request: Request) {
  const query = parse(call.query ?? emptySchema, queryOf(request));
  const params = call.params
    ? (parse(call.params, request.params) as Record<string, unknown>)
    : request.params;
  return {
    ...params,
    query,
    version: versionOf(call, request),
    idempotency: idempotencyOf(call, request),
    body: bodyOf(call, request),
  };
}

/**
 * What a header says; `undefined` without it. Nobody shall believe to be safe
 * by one that is not looked at.
 */
function headerOf(
  call: Call,
  request: Request,
  header: {
    name: string;
    pattern: RegExp;
    isRead: boolean;
    unexpected: FieldCode;
    invalid: FieldCode;
  },
): string | undefined {
  const { name, pattern, isRead, unexpected, invalid } = header;
  const refuse = (code: FieldCode) => refused([fieldMessage(name, code)]);
  const sent = request.header(name);
  if (sent === undefined) return undefined;
  if (!isRead) {
    if (call.audit) throw refuse(unexpected);
    return undefined;
  }
  const value = pattern.exec(sent.trim())?.[1];
  if (value === undefined) throw refuse(invalid);
  return value;
}

/** The version that `If-Match` names. */
function versionOf(call: Call, request: Request): number | undefined {
  const version = headerOf(call, request, {
    name: 'If-Match',
    pattern: ETAG,
    isRead: call.ifMatch !== undefined,
    unexpected: 'version-unexpected',
    invalid: 'version-invalid',
  });
  if (version !== undefined) return Math.min(Number(version), HIGHEST_VERSION);
  if (call.ifMatch === 'required')
    throw refused([fieldMessage('If-Match', 'version-missing')]);
  return undefined;
}

const KEY =
  /^"?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"?$/i;

/** The key that `Idempotency-Key` names, and what it may be used for again. */
function idempotencyOf(call: Call, request: Request) {
  const key = headerOf(call, request, {
    name: 'Idempotency-Key',
    pattern: KEY,
    isRead: call.idempotencyKey === true,
    unexpected: 'key-unexpected',
    invalid: 'key-invalid',
  });
  if (key === undefined) return undefined;
  return { key: key.toLowerCase(), fingerprint: fingerprintOf(call, request) };
}

/** As it was sent, so that it stays the same when a release adds a default. */
function fingerprintOf(call: Call, request: Request): string {
  const sorted = JSON.stringify(request.body ?? null, (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value,
  );
  return createHash('sha256').update(`${call.path} ${sorted}`).digest('hex');
}

function bodyOf(call: Call, request: Request): unknown {
  if (call.body) return parse(call.body, jsonOf(request));
  if (call.method === 'post') parse(emptySchema, jsonOf(request) ?? {});
  return undefined;
}

/**
 * The JSON body of a request. One of another type was not read, and must not
 * be taken for an empty one.
 */
function jsonOf(request: Request): unknown {
  const isEmpty = request.header('content-length') === '0';
  if (!isEmpty && request.is('application/json') === false)
    throw refused([fieldMessage('Content-Type', 'not-json')]);
  return request.body;
}

/**
 * The query of a request: a string, or several where a parameter stands more
 * than once. Express's own parser makes objects and lists of its own of it.
 */
export function queryOf(request: Request): Record<string, string | string[]> {
  // The rest of it may be anything: a proxy's form names a host too.
  const [, query] = /\?([^#]*)/.exec(request.originalUrl) ?? [];
  const searchParams = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map(name => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}
