/**
 * The backend of Postmortems for Backstage.
 *
 * @packageDocumentation
 */
export { postmortemsPlugin as default } from './plugin';
