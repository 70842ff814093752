import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../../translation';

export const EntityPostmortemsCard = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return <InfoCard title={t('common.postmortems')} />;
};
