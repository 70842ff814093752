// SPDX-License-Identifier: Apache-2.0

import { Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ReactNode } from 'react';
import { postmortemsTranslationRef } from '../translation';
import { MyActionItemsPage } from './actionItems/MyActionItemsPage';
import { HeaderActionsPlace } from './kit/HeaderActions';
import { PostmortemsRouter } from './PostmortemsRouter';

// The new frontend system draws a header around every page; in the legacy
// system it is the page's own work.

const LegacyPage = (props: { title: string; children: ReactNode }) => (
  <Page themeId="tool">
    <Header title={props.title}>
      <HeaderActionsPlace />
    </Header>
    {props.children}
  </Page>
);

export const LegacyPostmortemsPage = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <LegacyPage title={t('common.postmortems')}>
      <PostmortemsRouter />
    </LegacyPage>
  );
};

export const LegacyMyActionItemsPage = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <LegacyPage title={t('actionItems.title')}>
      <MyActionItemsPage />
    </LegacyPage>
  );
};
