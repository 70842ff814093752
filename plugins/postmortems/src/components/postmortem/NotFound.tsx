import { EmptyState, LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { rootRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';

/** There is no such postmortem, or not for this reader. */
export const NotFound = (props: {
  /** As in the URL. */
  id: string;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const root = useRouteRef(rootRouteRef);
  const digits = /^(?:pm-)?(\d+)$/i.exec(props.id)?.[1];
  return (
    <EmptyState
      missing="content"
      title={t('postmortem.notFound.title', {
        id: digits ? t('common.number', { number: digits }) : props.id,
      })}
      description={t('postmortem.notFound.description')}
      action={
        <LinkButton to={root()} variant="contained" color="primary">
          {t('postmortem.notFound.all')}
        </LinkButton>
      }
    />
  );
};
