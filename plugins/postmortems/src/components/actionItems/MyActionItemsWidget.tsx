// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { myActionItemsRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { Link } from '../kit/Link';
import { ActionItemChanges } from './ActionItemChanges';
import { OPEN } from './actionItemGroups';
import { ActionItemRows } from './ActionItemRows';
import { useActionItems } from './useActionItems';

// By due date, as the API orders them: the first rows of the page's groups.
const FIRST_FIVE = { owner: 'me', status: OPEN, limit: 5 };

/** The first five of my open action items, for a home page. */
export const MyActionItemsWidget = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const myActionItems = useRouteRef(myActionItemsRouteRef);
  const { items, total, error, retry, replace } = useActionItems(FIRST_FIVE);
  return (
    <ActionItemChanges>
      {error && (
        <ErrorState
          title={t('actionItems.loadFailed')}
          error={error}
          onRetry={retry}
        />
      )}
      {!error && !items && (
        <>
          <Skeleton height={40} />
          <Skeleton height={40} />
        </>
      )}
      {items?.length === 0 && (
        <>
          <Typography>{t('actionItems.empty.open')}</Typography>
          <Typography variant="body2" color="textSecondary">
            {t('actionItems.empty.openHelp')}
          </Typography>
        </>
      )}
      {items && items.length > 0 && (
        // The card's padding is enough beside the rows.
        <Box marginX={-2}>
          <ActionItemRows
            items={items}
            label={t('actionItems.title')}
            compact
            onChanged={replace}
          />
        </Box>
      )}
      <Box marginTop={1}>
        <Link to={myActionItems()} variant="body1">
          {total > 0
            ? t('actionItems.widget.all', { count: total })
            : t('actionItems.widget.page')}
        </Link>
      </Box>
    </ActionItemChanges>
  );
};
