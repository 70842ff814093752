import { Content, ContentHeader } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../../translation';
import { PostmortemList } from './PostmortemList';
import { WriteButtons } from './WriteButtons';

/** The postmortems of the whole company. */
export const AllPostmortemsPage = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <Content>
      <ContentHeader title={t('tab.allTitle')}>
        <WriteButtons />
      </ContentHeader>
      <PostmortemList withEntityFilters withSystems />
    </Content>
  );
};
