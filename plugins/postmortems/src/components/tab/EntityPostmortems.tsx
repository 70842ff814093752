// SPDX-License-Identifier: Apache-2.0

import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  AFFECTED_KINDS,
  entityCalls,
  isOwner,
} from 'backstage-plugin-postmortems-common';
import { useReducer } from 'react';
import { useSearchParams } from 'react-router-dom';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { PageHeader } from '../kit/PageHeader';
import { ReadersContent } from '../common/ReadersContent';
import { hasParts, scopeOf, typedRef } from '../common/entities';
import { toFirstPages } from '../kit/usePages';
import { useRequest } from '../kit/useRequest';
import { NoPostmortems } from '../list/NoPostmortems';
import { PostmortemList } from '../list/PostmortemList';
import { WriteButtons } from '../list/WriteButtons';
import { RecurringCauses } from './RecurringCauses';
import { IncidentsCard } from './IncidentsCard';
import { OpenActionItems } from './OpenActionItems';
import { OverviewCard } from './OverviewCard';
import { GoneOwnersCard } from '../actionItems/GoneOwnersCard';
import { PoliciesCard } from '../policies/PoliciesCard';
import { PartsBar } from './PartsBar';
import { TeamReviewLine } from './TeamReviewLine';

const useStyles = makeStyles(theme => ({
  // At the sides the entity's page has its own.
  page: {
    padding: theme.spacing(2, 0),
    fontFamily: theme.typography.fontFamily,
  },
  sections: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
  },
  lead: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
    [theme.breakpoints.up('md')]: {
      gridTemplateColumns: 'minmax(280px, 1fr) minmax(0, 2fr)',
    },
  },
}));

/**
 * The tab: the incident history of an entity, or of all that a team owns, and
 * what is still to be done.
 */
export const EntityPostmortems = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const [params, setParams] = useSearchParams();
  const part = typedRef(params.get('part') ?? '', AFFECTED_KINDS);
  const shown = part ?? entityRef;
  // Grows with each change made here: the figures and the list follow.
  const [round, changed] = useReducer((n: number) => n + 1, 0);

  const ofOwner = isOwner(shown);
  const isGroup = entityRef.startsWith('group:');
  const ofMany = hasParts(entityRef) || isOwner(entityRef);
  const scope = scopeOf(shown);
  const { withParts } = scope;
  const overview = useRequest(
    signal => entityCalls(api, shown).overview({ withParts }, { signal }),
    [api, withParts, round],
    shown,
  );
  // The parts to choose from are those of the whole, whatever is chosen.
  const parts = useRequest(
    async signal =>
      ofMany ? entityCalls(api, entityRef).parts({ signal }) : undefined,
    [api, entityRef, ofMany],
  );
  const showPart = (ref: string | undefined) =>
    setParams(
      current => {
        const next = toFirstPages(new URLSearchParams(current));
        if (ref) next.set('part', ref);
        else next.delete('part');
        return next;
      },
      { replace: true },
    );

  // Incidents can affect what a team owns, but not the team.
  const system = ofOwner ? undefined : shown;
  const nothingYet = !part && overview.value?.totalPostmortems === 0;
  return (
    <ReadersContent embedded className={classes.page}>
      <PageHeader title={t('common.postmortems')}>
        {!nothingYet && <WriteButtons system={system} />}
      </PageHeader>
      <div className={classes.sections}>
        {ofMany && (
          <PartsBar
            entityRef={entityRef}
            includes={parts.value?.items}
            part={part}
            onChange={showPart}
          />
        )}
        {isGroup && !part && <TeamReviewLine group={entityRef} />}
        {nothingYet ? (
          <NoPostmortems system={system} />
        ) : (
          <>
            <RecurringCauses
              // Another entity: what was opened and settled is another's.
              key={shown}
              entityRef={shown}
              overview={overview}
              onChanged={changed}
            />
            <div className={classes.lead}>
              <OverviewCard overview={overview} ofOwner={ofOwner} />
              <IncidentsCard overview={overview} scope={scope} />
            </div>
            <PostmortemList
              scope={scope}
              withSystems={ofOwner || hasParts(shown)}
              round={round}
            />
          </>
        )}
        {ofOwner && <PoliciesCard query={{ team: [shown] }} round={round} />}
        <GoneOwnersCard
          filter={ofOwner ? { team: [shown] } : scope}
          round={round}
          onHandedOver={changed}
        />
        {/* A team may also have promised something after incidents of others. */}
        {(!nothingYet || ofOwner) && (
          <OpenActionItems scope={scope} onChanged={changed} />
        )}
      </div>
    </ReadersContent>
  );
};
