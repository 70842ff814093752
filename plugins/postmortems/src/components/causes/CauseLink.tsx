// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { CauseRef } from 'backstage-plugin-postmortems-common';
import { causeRouteRef } from '../../routes';
import { Link } from '../kit/Link';

/** A cause by its name. */
export const CauseLink = (props: {
  cause: Pick<CauseRef, 'id' | 'name'>;
  className?: string;
  /** Leave this page open: somebody is writing on it. */
  newTab?: boolean;
}) => {
  const link = useRouteRef(causeRouteRef);
  const { id, name } = props.cause;
  return (
    <Link
      to={link({ id })}
      className={props.className}
      target={props.newTab ? '_blank' : undefined}
    >
      {name}
    </Link>
  );
};
