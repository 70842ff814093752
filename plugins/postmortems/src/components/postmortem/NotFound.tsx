// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { rootRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { LinkButton } from '../kit/Link';
import { PageHeader } from '../kit/PageHeader';

/** There is no such postmortem, or not for this reader. */
export const NotFound = (props: {
  /** As in the URL. */
  id: string;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const root = useRouteRef(rootRouteRef);
  const digits = /^(?:pm-)?(\d+)$/i.exec(props.id)?.[1];
  return (
    <>
      <PageHeader
        title={t('postmortem.notFound.title', {
          id: digits ? t('common.number', { number: digits }) : props.id,
        })}
      />
      <Typography paragraph style={{ maxWidth: '75ch' }}>
        {t('postmortem.notFound.description')}
      </Typography>
      <LinkButton to={root()} variant="contained" color="primary">
        {t('postmortem.notFound.all')}
      </LinkButton>
    </>
  );
};
