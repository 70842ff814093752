// SPDX-License-Identifier: Apache-2.0

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { entityRef } from 'backstage-plugin-postmortems-common';

/**
 * What somebody typed as an entity ref of one of `kinds`; a plain name is
 * taken for the first of them. `undefined` when it cannot be one.
 */
export function typedRef(
  text: string,
  kinds: readonly string[],
): string | undefined {
  const typed = text.trim();
  if (!typed || /\s/.test(typed)) return undefined;
  try {
    const ref = parseEntityRef(typed, {
      defaultKind: kinds[0],
      defaultNamespace: 'default',
    });
    // As the server will take it.
    return entityRef(...kinds).safeParse(stringifyEntityRef(ref)).data;
  } catch {
    return undefined;
  }
}

/**
 * The context in which `ref` is named among `refs`: its kind is told only where
 * another one would have the same name.
 */
export function namedAmong(
  ref: string,
  refs: readonly string[],
): { defaultKind?: string } {
  const path = (one: string) => one.slice(one.indexOf(':') + 1);
  const isAmbiguous = refs.some(
    other => other !== ref && path(other) === path(ref),
  );
  // Backstage leaves out the kind that goes without saying; none is called this.
  return isAmbiguous ? { defaultKind: 'none' } : {};
}
