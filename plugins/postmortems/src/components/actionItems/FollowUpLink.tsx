// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ActionItem } from 'backstage-plugin-postmortems-common';
import { editPostmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { LinkButton } from '../kit/Link';

/** In the address of the editor: the action item that did not work. */
export const FOLLOW_UP = 'followUp';

/** Leads to the editor, where an action item is begun that follows another. */
export const FollowUpLink = (props: {
  item: Pick<ActionItem, 'id'>;
  postmortem: { number: number };
  className?: string;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const edit = useRouteRef(editPostmortemRouteRef);
  const { item, postmortem, className } = props;
  return (
    <LinkButton
      size="small"
      className={className}
      to={`${edit({ id: `PM-${postmortem.number}` })}?${new URLSearchParams({ [FOLLOW_UP]: item.id })}`}
    >
      {t('actionItems.verify.followUp')}
    </LinkButton>
  );
};
