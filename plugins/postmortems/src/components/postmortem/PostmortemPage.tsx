import { Content, ContentHeader, Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useParams } from 'react-router-dom';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { useRequest } from '../common/useRequest';

export const PostmortemPage = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { id = '' } = useParams();
  const api = useApi(postmortemsApiRef);
  const { value, error, retry } = useRequest(
    signal => api.get(id, signal),
    [api, id],
  );
  return (
    <Content>
      {error && (
        <ErrorState
          title={t('postmortem.loadFailed')}
          error={error}
          onRetry={retry}
        />
      )}
      {!error && !value && <Progress />}
      {value && <ContentHeader title={value.title} />}
    </Content>
  );
};
