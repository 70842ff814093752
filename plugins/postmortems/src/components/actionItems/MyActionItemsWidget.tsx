import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { myActionItemsRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';

export const MyActionItemsWidget = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const myActionItems = useRouteRef(myActionItemsRouteRef);
  return <Link to={myActionItems()}>{t('actionItems.title')}</Link>;
};
