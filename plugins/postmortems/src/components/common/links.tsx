// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { CauseRef, PostmortemRef } from 'backstage-plugin-postmortems-common';
import { causeRouteRef, postmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { Link } from '../kit/Link';

/** A postmortem by its number, with its title beside it or on hover. */
export const PostmortemLink = (props: {
  postmortem: Pick<PostmortemRef, 'number'> &
    Partial<Pick<PostmortemRef, 'title'>>;
  withTitle?: boolean;
  /** Leave this page open: somebody is writing on it. */
  newTab?: boolean;
}) => {
  const { number, title } = props.postmortem;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const link = useRouteRef(postmortemRouteRef);
  const name = t('common.number', { number: String(number) });
  return (
    <Link
      to={link({ id: `PM-${number}` })}
      // A number stands in a sentence, whose colour may be hardly another one.
      underline={props.withTitle ? undefined : 'always'}
      title={props.withTitle ? undefined : title}
      // Not broken at its hyphen.
      style={props.withTitle ? undefined : { whiteSpace: 'nowrap' }}
      target={props.newTab ? '_blank' : undefined}
    >
      {props.withTitle ? `${name} ${title}` : name}
    </Link>
  );
};

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
