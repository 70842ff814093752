// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { toFirstPages } from './usePages';

type Value = string | string[] | boolean | undefined;

/** How a filter reads what the URL says, which may be nothing. */
type Filter<T extends Value = Value> = {
  read: (params: string[]) => T;
  /** It says how a list is shown, and leaves nothing out. */
  isView?: boolean;
};

/** A text, '' unless there is one. */
export const text: Filter<string> = { read: ([value = '']) => value };

/** An id, or whatever else is used as it is. */
export const id: Filter<string | undefined> = {
  read: ([value]) => value || undefined,
};

/** Several ids. */
export const ids: Filter<string[]> = { read: values => values };

/** On or off. */
export const flag: Filter<boolean> = { read: ([value]) => value === 'true' };

/** One of a few, or none of them. */
export const choice = <T extends string>(
  options: readonly T[],
): Filter<T | undefined> => ({
  read: ([value]) => options.find(option => option === value),
});

/** One of a few ways to show a list; the first goes without saying. */
export const view = <T extends string>(options: readonly T[]): Filter<T> => ({
  read: ([value]) => options.find(option => option === value) ?? options[0],
  isView: true,
});

type Schema = Record<string, Filter>;

/** The values of a schema's filters. */
export type FilterValues<S extends Schema> = {
  [Name in keyof S]: ReturnType<S[Name]['read']>;
};

/** What of a value stands in the URL: nothing of one that goes without saying. */
function toParams(filter: Filter, value: Value): string[] {
  const params = [value].flat().flatMap(item => (item ? [String(item)] : []));
  const unsaid = [filter.read([])].flat();
  return params.length === unsaid.length &&
    params.every((param, index) => param === unsaid[index])
    ? []
    : params;
}

/**
 * The filters of a list, kept in the URL so that they can be shared.
 *
 * @param schema - a constant: the filters by their names in the URL
 */
export function useUrlFilters<S extends Schema>(schema: S) {
  const [params, setParams] = useSearchParams();
  const key = params.toString();
  const filters = useMemo(() => {
    const current = new URLSearchParams(key);
    return Object.fromEntries(
      Object.entries(schema).map(([name, filter]) => [
        name,
        filter.read(current.getAll(name)),
      ]),
    ) as FilterValues<S>;
  }, [schema, key]);

  const change = useCallback(
    (changes: Partial<FilterValues<S>>) =>
      setParams(
        current => {
          const next = toFirstPages(new URLSearchParams(current));
          for (const [name, value] of Object.entries(changes)) {
            next.delete(name);
            for (const param of toParams(schema[name], value))
              next.append(name, param);
          }
          return next;
        },
        { replace: true },
      ),
    [schema, setParams],
  );

  const narrowing = Object.keys(schema).filter(name => !schema[name].isView);
  const clear = () =>
    change(
      Object.fromEntries(
        narrowing.map(name => [name, schema[name].read([])]),
      ) as Partial<FilterValues<S>>,
    );

  // What no filter can read would otherwise stay in every link that is shared.
  const unreadable = Object.keys(schema).find(
    name =>
      params.has(name) && toParams(schema[name], filters[name]).length === 0,
  );
  useEffect(() => {
    if (unreadable !== undefined)
      setParams(
        current => {
          const next = new URLSearchParams(current);
          next.delete(unreadable);
          return next;
        },
        { replace: true },
      );
  }, [unreadable, setParams]);

  return {
    filters,
    change,
    /** Shows everything again; how it is shown stays. */
    clear,
    /** Whether something is left out. */
    isNarrowed: narrowing.some(
      name => toParams(schema[name], filters[name]).length > 0,
    ),
  };
}
