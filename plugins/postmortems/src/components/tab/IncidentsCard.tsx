// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { Overview } from 'backstage-plugin-postmortems-common';
import { lazy, Suspense, useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { Scope } from '../common/entities';
import { FallbackBoundary } from '../kit/FallbackBoundary';
import { SectionCard } from '../kit/SectionCard';
import { RequestState } from '../kit/useRequest';
import { IncidentTitles } from './IncidentMark';
import { IncidentTable } from './IncidentTable';
import { useIncidentTitles } from './useIncidentTitles';

// recharts is heavy: it comes when there is something to draw.
const loadChart = () =>
  lazy(() =>
    import('./IncidentChart').then(m => ({ default: m.IncidentChart })),
  );
/** One that could not be loaded never will be: each try takes another. */
let IncidentChart = loadChart();

const useStyles = makeStyles({ root: { minHeight: 208 } });

/** Incidents over time, as a chart or as a table. */
export const IncidentsCard = (props: {
  overview: RequestState<Overview>;
  /** What the overview counts. */
  scope: Scope;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [asTable, setAsTable] = useState(false);
  const [notLoaded, setNotLoaded] = useState(false);
  const { value, error } = props.overview;
  const [isLooking, setIsLooking] = useState(false);
  const titles = useIncidentTitles(
    props.scope,
    isLooking || asTable ? value : undefined,
  );
  const empty = value?.points.length === 0;
  const waiting = <Skeleton variant="rect" height={208} />;
  return (
    <SectionCard
      title={t('tab.chart.title')}
      action={
        value &&
        !error &&
        !empty && (
          <Button
            size="small"
            onClick={() => {
              setAsTable(!asTable);
              setNotLoaded(false);
            }}
          >
            {t(asTable ? 'tab.chart.asChart' : 'tab.chart.asTable')}
          </Button>
        )
      }
    >
      <div className={classes.root}>
        {/* What went wrong is said once, in the card of the figures. */}
        {error && (
          <Typography color="textSecondary">
            {t('tab.overview.failed')}
          </Typography>
        )}
        {!error && !value && waiting}
        {!error && empty && (
          <Typography variant="body2">{t('tab.chart.none')}</Typography>
        )}
        {!error && value && !empty && asTable && (
          <>
            {notLoaded && (
              <Typography variant="body2" color="textSecondary" role="status">
                {t('tab.chart.notLoaded')}
              </Typography>
            )}
            <IncidentTable overview={value} titles={titles} />
          </>
        )}
        {!error && value && !empty && !asTable && (
          <FallbackBoundary
            fallback={waiting}
            onFailed={() => {
              IncidentChart = loadChart();
              setNotLoaded(true);
              setAsTable(true);
            }}
          >
            <Suspense fallback={waiting}>
              <IncidentTitles.Provider value={titles}>
                <IncidentChart
                  overview={value}
                  onLook={() => setIsLooking(true)}
                />
              </IncidentTitles.Provider>
            </Suspense>
          </FallbackBoundary>
        )}
      </div>
    </SectionCard>
  );
};
