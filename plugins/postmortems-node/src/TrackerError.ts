// SPDX-License-Identifier: Apache-2.0

/**
 * That a tracker did not do what it was asked. `unavailable`: it could not be
 * reached, or has no time now, so it is asked again; `refused`: it does not want
 * to (the request, or the portal's token); `gone`: there is no such ticket or
 * project any more, or it cannot be seen.
 *
 * @public
 */
export class TrackerError extends Error {
  name = 'TrackerError' as const;
  readonly reason: 'unavailable' | 'refused' | 'gone';
  /** Not to be asked anything before this. */
  readonly retryAt?: Date;

  constructor(
    reason: 'unavailable' | 'refused' | 'gone',
    message: string,
    options: { retryAt?: Date; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.reason = reason;
    this.retryAt = options.retryAt;
  }

  /** Packages may have copies of their own, so it is known by its name. */
  static is(error: unknown): error is TrackerError {
    return error instanceof Error && error.name === 'TrackerError';
  }
}
