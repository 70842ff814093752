// SPDX-License-Identifier: Apache-2.0

import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { postmortemsApiRef } from '../../api';
import { causeRouteRef, rootRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { LinkButton } from '../kit/Link';
import { PageHeader } from '../kit/PageHeader';
import { ReadersContent } from '../common/ReadersContent';
import { SectionCard } from '../kit/SectionCard';
import { usePages } from '../kit/usePages';
import { useUrlFilters } from '../kit/useUrlFilters';
import { CauseDialog } from './CauseDialog';
import { CauseFilterBar } from './CauseFilterBar';
import { CauseTable } from './CauseTable';
import { useCanManageCauses } from '../common/currentUser';
import { CAUSE_FILTERS, toCausesFilter } from './causeFilters';

const LIMIT = 20;

/** Every known cause, with what it did. */
export const CausesPage = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const root = useRouteRef(rootRouteRef);
  const link = useRouteRef(causeRouteRef);
  const navigate = useNavigate();
  const canManage = useCanManageCauses();
  const [isNaming, setIsNaming] = useState(false);
  const { filters, change, clear, isNarrowed } = useUrlFilters(CAUSE_FILTERS);
  const filter = toCausesFilter(filters);
  const pages = usePages(
    (cursor, signal) =>
      api.causes({ query: { ...filter, limit: LIMIT, cursor } }, { signal }),
    { limit: LIMIT, deps: [filter] },
  );
  const { value } = pages;
  return (
    <ReadersContent>
      <PageHeader title={t('causes.list.title')}>
        <LinkButton to={root()} color="primary">
          {t('tab.allTitle')}
        </LinkButton>
        {canManage && (
          <Button
            variant="contained"
            color="primary"
            onClick={() => setIsNaming(true)}
          >
            {t('causes.form.newTitle')}
          </Button>
        )}
      </PageHeader>
      <SectionCard
        title={t('causes.tab.all')}
        noPadding
        action={
          <Typography variant="body2" color="textSecondary" aria-live="polite">
            {value && t('causes.list.total', { count: value.totalItems })}
          </Typography>
        }
      >
        <CauseFilterBar
          filters={filters}
          onChange={change}
          onClear={isNarrowed ? clear : undefined}
        />
        <CauseTable
          pages={pages}
          narrowed={!!(filters.system || filters.owner)}
          empty={
            <Typography>
              {t(isNarrowed ? 'causes.list.noMatch' : 'causes.list.none')}
            </Typography>
          }
        />
      </SectionCard>
      {isNaming && (
        <CauseDialog
          title={t('causes.form.newTitle')}
          onSave={async fields => {
            const { id } = await api.createCause({ body: fields });
            navigate(link({ id }));
          }}
          onCancel={() => setIsNaming(false)}
        />
      )}
    </ReadersContent>
  );
};
