import { Content, ContentHeader } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../../translation';

export const EntityPostmortems = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <Content>
      <ContentHeader title={t('common.postmortems')} />
    </Content>
  );
};
