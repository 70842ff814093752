/**
 * The domain of Postmortems for Backstage. No I/O but fetch.
 *
 * @packageDocumentation
 */
export * from './model';
export * from './permissions';
export * from './PostmortemsClient';
