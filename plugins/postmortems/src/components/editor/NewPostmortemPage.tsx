import { Content, ContentHeader } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../../translation';

export const NewPostmortemPage = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <Content>
      <ContentHeader title={t('editor.newTitle')} />
    </Content>
  );
};
