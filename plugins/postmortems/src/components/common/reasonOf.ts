import { isError } from '@backstage/errors';

/** Why a call was refused, in the server's own words where it said some. */
export function reasonOf(error: unknown): string {
  const said = (error as { body?: { error?: { message?: unknown } } }).body
    ?.error?.message;
  if (typeof said === 'string' && said) return said;
  return isError(error) ? error.message : String(error);
}
