import { Entity } from '@backstage/catalog-model';
import { AFFECTED_KINDS } from 'backstage-plugin-postmortems-common';

/**
 * Whether incidents can affect an entity of this kind: the `if` of an
 * `EntitySwitch.Case` or `EntityLayout.Route`.
 *
 * @public
 */
export function isPostmortemsAvailable(entity: Entity): boolean {
  return AFFECTED_KINDS.some(
    kind => kind === entity.kind.toLocaleLowerCase('en-US'),
  );
}
