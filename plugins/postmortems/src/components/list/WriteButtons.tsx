// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { importRouteRef, newPostmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { useCanCreate } from '../common/currentUser';
import { LinkButton } from '../kit/Link';

/** `?system=…` for the pages that start a postmortem. */
export function forSystem(system?: string): string {
  return system ? `?${new URLSearchParams({ system })}` : '';
}

/** "Import" and "New postmortem", for those who may write. */
export const WriteButtons = (props: {
  /** The entity ref that a new postmortem starts with. */
  system?: string;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { allowed } = useCanCreate();
  const newPostmortem = useRouteRef(newPostmortemRouteRef);
  const importPage = useRouteRef(importRouteRef);
  if (!allowed) return null;
  const query = forSystem(props.system);
  return (
    <>
      <LinkButton to={`${importPage()}${query}`} color="primary">
        {t('tab.import')}
      </LinkButton>
      <LinkButton
        to={`${newPostmortem()}${query}`}
        color="primary"
        variant="contained"
      >
        {t('tab.newPostmortem')}
      </LinkButton>
    </>
  );
};
