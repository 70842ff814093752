import { Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../translation';
import { MyActionItemsPage } from './actionItems/MyActionItemsPage';
import { HeaderActionsPlace } from './kit/HeaderActions';
import { PostmortemsRouter } from './PostmortemsRouter';

// The new frontend system draws a header around every page; in the legacy
// system it is the page's own work.

export const LegacyPostmortemsPage = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('common.postmortems')}>
        <HeaderActionsPlace />
      </Header>
      <PostmortemsRouter />
    </Page>
  );
};

export const LegacyMyActionItemsPage = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('actionItems.title')} />
      <MyActionItemsPage />
    </Page>
  );
};
