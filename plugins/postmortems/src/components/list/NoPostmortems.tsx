// SPDX-License-Identifier: Apache-2.0

import { EmptyState } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { importRouteRef, newPostmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { useCanCreate } from '../common/currentUser';
import { LinkButton } from '../kit/Link';
import { forSystem } from './WriteButtons';

/** Nothing yet: what a postmortem is for, and the two ways to begin. */
export const NoPostmortems = (props: { system?: string }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { allowed, loading } = useCanCreate();
  const newPostmortem = useRouteRef(newPostmortemRouteRef);
  const importPage = useRouteRef(importRouteRef);
  const query = forSystem(props.system);
  return (
    // The grid inside reaches this far beyond its box.
    <Box px={1}>
      <EmptyState
        missing="content"
        title={t('tab.empty.title')}
        description={t('tab.empty.description')}
        action={
          allowed ? (
            <Box display="flex" flexWrap="wrap" style={{ gap: 8 }}>
              <LinkButton
                to={`${newPostmortem()}${query}`}
                color="primary"
                variant="contained"
              >
                {t('tab.empty.write')}
              </LinkButton>
              <LinkButton to={`${importPage()}${query}`} color="primary">
                {t('tab.empty.import')}
              </LinkButton>
            </Box>
          ) : (
            <Typography color="textSecondary">
              {!loading && t('tab.empty.notAllowed')}
            </Typography>
          )
        }
      />
    </Box>
  );
};
