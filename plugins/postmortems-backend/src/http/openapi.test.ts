// SPDX-License-Identifier: Apache-2.0

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { parse } from 'yaml';
import { openapi } from './openapi';
import { createRouter } from './router';

/** `method path` of every route, with `{name}` for what varies. */
function routesOf(router: any): string[] {
  return router.stack.flatMap((layer: any) => {
    if (layer.route)
      return Object.keys(layer.route.methods).map(
        method => `${method} ${layer.route.path.replace(/:(\w+)/g, '{$1}')}`,
      );
    return layer.handle.stack ? routesOf(layer.handle) : [];
  });
}

describe('openapi', () => {
  it('is valid', async () => {
    const { paths } = await SwaggerParser.validate(openapi() as any);
    const list = paths!['/postmortems']!.get!;
    expect((list.parameters as any[]).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['system', 'withParts', 'cursor']),
    );
  });

  it('names every field of a postmortem with its limits', async () => {
    const { paths } = await SwaggerParser.dereference(openapi() as any);
    const { schema } = (paths!['/postmortems']!.post as any).requestBody
      .content['application/json'];
    expect(schema.required).toEqual(['title']);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties.title.maxLength).toBe(200);
    expect(schema.properties.timeline.maxItems).toBe(500);
  });

  it('promises every field of an answer', async () => {
    const { paths } = await SwaggerParser.dereference(openapi() as any);
    const { schema } = (paths!['/postmortems/{id}']!.get as any).responses[200]
      .content['application/json'];
    expect(schema.required).toEqual(
      expect.arrayContaining(['id', 'severity', 'timeline', 'actionItems']),
    );
  });

  it('asks no more of an error than each has', () => {
    const { properties } = openapi().components.schemas.Error as any;
    expect(properties.error.required).toEqual(['name', 'message']);
  });

  it('has a name for every body and every answer but its own', () => {
    const unnamed = Object.entries(openapi().paths).flatMap(([url, methods]) =>
      Object.values(methods)
        .flatMap(({ requestBody, responses }: any) => [
          requestBody,
          ...Object.values(responses),
        ])
        .map(each => each?.content?.['application/json']?.schema)
        .filter(schema => schema && !schema.$ref)
        .map(() => url),
    );
    expect(unnamed).toEqual(['/openapi.json']);
  });

  it('is what openapi.yaml says; `npm run openapi` writes it', () => {
    const file = join(__dirname, '../../openapi.yaml');
    expect(parse(readFileSync(file, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(openapi())),
    );
  });

  it('describes every route, and no other', () => {
    const described = Object.entries(openapi().paths).flatMap(
      ([path, methods]) =>
        Object.keys(methods).map(method => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(routesOf(createRouter({} as any)).sort());
  });
});
