import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

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
    const known = kinds.includes(ref.kind.toLocaleLowerCase('en-US'));
    return known ? stringifyEntityRef(ref) : undefined;
  } catch {
    return undefined;
  }
}

/** `payment` of `component:default/payment`. */
export function shortName(ref: string): string {
  return ref.split('/').pop() ?? ref;
}
