// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { actionItemsRouteRef, causesRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { LinkButton } from '../kit/Link';
import { PageHeader } from '../kit/PageHeader';
import { HeaderActions } from '../kit/HeaderActions';
import { ReadersContent } from '../common/ReadersContent';
import { PostmortemList } from './PostmortemList';
import { WriteButtons } from './WriteButtons';

/** The postmortems of the whole company. */
export const AllPostmortemsPage = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const actionItems = useRouteRef(actionItemsRouteRef);
  const causes = useRouteRef(causesRouteRef);
  return (
    <ReadersContent>
      <HeaderActions>
        <WriteButtons />
      </HeaderActions>
      <PageHeader title={t('tab.allTitle')}>
        <LinkButton to={`${actionItems()}?whose=all`} color="primary">
          {t('actionItems.pageTitle')}
        </LinkButton>
        <LinkButton to={causes()} color="primary">
          {t('causes.list.title')}
        </LinkButton>
      </PageHeader>
      <PostmortemList withEntityFilters withSystems />
    </ReadersContent>
  );
};
