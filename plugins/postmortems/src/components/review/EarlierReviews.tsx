// SPDX-License-Identifier: Apache-2.0

import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { ReviewSummary } from 'backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../api';
import { teamReviewRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { EntityLinks } from '../common/EntityLinks';
import { PagedTable } from '../common/PagedTable';
import { useFormat } from '../common/useFormat';
import { useUnknownEntities } from '../common/useKnownEntities';
import { Column } from '../kit/DataTable';
import { Link } from '../kit/Link';
import { SectionCard } from '../kit/SectionCard';
import { usePages } from '../kit/usePages';

const LIMIT = 20;

/** Who met when, and what came of it. */
export const EarlierReviews = (props: { group: string }) => {
  const { group } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const api = useApi(postmortemsApiRef);
  const link = useRouteRef(teamReviewRouteRef);
  const pages = usePages(
    (cursor, signal) =>
      api.reviews({ query: { group, limit: LIMIT, cursor } }, { signal }),
    { limit: LIMIT, deps: [group] },
  );
  const unknown = useUnknownEntities(
    pages.value?.items.flatMap(({ facilitators }) => facilitators) ?? [],
  );
  const columns: Column<ReviewSummary>[] = [
    {
      id: 'when',
      look: 'main',
      label: t('review.lobby.when'),
      cell: ({ id, startedAt, endedAt }) => (
        <>
          <Link to={`${link()}?${new URLSearchParams({ group, review: id })}`}>
            {format.instant(startedAt)}
          </Link>
          {endedAt === null && ` (${t('review.lobby.goingOn')})`}
        </>
      ),
    },
    {
      id: 'who',
      label: t('review.lobby.who'),
      cell: ({ facilitators }) => (
        <EntityLinks refs={facilitators} unknown={unknown} max={2} />
      ),
    },
    {
      id: 'decided',
      label: t('review.lobby.decided'),
      look: 'figure',
      align: 'right',
      cell: ({ decided }) => format.number(decided),
    },
    {
      id: 'waiting',
      label: t('review.lobby.waiting'),
      look: 'figure',
      align: 'right',
      cell: ({ waiting }) => format.number(waiting),
    },
  ];
  return (
    <SectionCard title={t('review.lobby.earlier')} noPadding>
      <PagedTable
        label={t('review.lobby.earlier')}
        pages={pages}
        columns={columns}
        rowId={({ id }: ReviewSummary) => id}
        failed={t('review.lobby.earlierFailed')}
        empty={<Typography>{t('review.lobby.none')}</Typography>}
      />
    </SectionCard>
  );
};
