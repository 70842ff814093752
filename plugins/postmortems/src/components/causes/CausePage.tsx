// SPDX-License-Identifier: Apache-2.0

import { Progress } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  CauseDetails,
  isResponseError,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { postmortemsApiRef } from '../../api';
import { causeRouteRef, causesRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { OverdueCount, useOverdueClass } from '../common/OverdueCount';
import { LinkButton } from '../kit/Link';
import { PageContent } from '../kit/PageContent';
import { PageHeader } from '../kit/PageHeader';
import { SectionCard } from '../kit/SectionCard';
import { useFormat } from '../common/useFormat';
import { useRequest } from '../kit/useRequest';
import { Prose } from '../common/Prose';
import { CauseDialog } from './CauseDialog';
import { CauseHistory } from './CauseHistory';
import { CauseOccurrences } from './CauseOccurrences';
import { MergeCauseDialog } from './MergeCauseDialog';
import { useCanManageCauses } from '../common/currentUser';
import { useCategoryTitle } from '../common/useCategoryTitle';

const useStyles = makeStyles(theme => ({
  sections: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
  },
  figures: {
    ...theme.typography.body1,
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
  },
  description: { marginTop: theme.spacing(1.5) },
}));

const Figures = (props: { cause: CauseDetails }) => {
  const { cause } = props;
  const classes = useStyles();
  const overdue = useOverdueClass();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const titleOf = useCategoryTitle();
  const { firstAt, lastAt, meanDaysBetween } = cause;
  return (
    <div className={classes.figures}>
      <span>{titleOf(cause.category)}</span>
      <strong>
        {cause.times === 0
          ? t('causes.page.notYet')
          : t('causes.times', { count: cause.times })}
      </strong>
      {cause.recurrences > 0 && (
        <span className={overdue}>
          {t('causes.list.recurred', { count: cause.recurrences })}
        </span>
      )}
      {firstAt && (
        <span>{t('causes.tab.first', { day: format.day(firstAt) })}</span>
      )}
      {lastAt && cause.times > 1 && (
        <span>{t('causes.page.last', { day: format.day(lastAt) })}</span>
      )}
      {meanDaysBetween !== null && (
        <span>
          {t('causes.tab.between', {
            days: t('causes.days', { count: Math.round(meanDaysBetween) }),
          })}
        </span>
      )}
      <span>
        {t('tab.card.open', { count: cause.openActionItems })},{' '}
        <OverdueCount count={cause.overdueActionItems} />
      </span>
    </div>
  );
};

/** A cause: when it happened, what was promised, and what it is called. */
export const CausePage = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const navigate = useNavigate();
  const causes = useRouteRef(causesRouteRef);
  const link = useRouteRef(causeRouteRef);
  const canManage = useCanManageCauses();
  const { id = '' } = useParams();
  const [dialog, setDialog] = useState<'edit' | 'merge'>();
  const { value, error, retry } = useRequest(
    signal => api.cause({ id }, { signal }),
    [api],
    // After a merge: what may be done with the old one is over.
    id,
  );
  const isGone = isResponseError(error) && error.statusCode === 404;
  const close = () => setDialog(undefined);
  let title = value?.name ?? '';
  if (isGone) title = t('causes.page.notFound');

  return (
    <PageContent>
      <PageHeader title={title}>
        <LinkButton to={causes()} color="primary">
          {t('causes.tab.all')}
        </LinkButton>
        {value && canManage && value.can.manage && (
          <>
            <Button variant="outlined" onClick={() => setDialog('edit')}>
              {t('causes.page.edit')}
            </Button>
            <Button variant="outlined" onClick={() => setDialog('merge')}>
              {t('causes.page.merge')}
            </Button>
          </>
        )}
      </PageHeader>
      {isGone && <Typography>{t('causes.page.notFoundText')}</Typography>}
      {error && !isGone && (
        <ErrorState
          title={t('causes.page.failed')}
          error={error}
          onRetry={retry}
        />
      )}
      {!error && !value && <Progress />}
      {value && (
        <div className={classes.sections}>
          <SectionCard title={t('causes.page.about')}>
            <Figures cause={value} />
            {value.description && (
              <div className={classes.description}>
                <Prose text={value.description} />
              </div>
            )}
          </SectionCard>
          <SectionCard title={t('causes.page.occurrences')}>
            <CauseOccurrences cause={value} />
          </SectionCard>
          <SectionCard title={t('causes.page.history')}>
            <CauseHistory history={value.history} />
          </SectionCard>
        </div>
      )}
      {value && dialog === 'edit' && (
        <CauseDialog
          title={t('causes.form.editTitle')}
          cause={value}
          onSave={async ({ name, category, description }) => {
            // What nobody touched here stays as somebody else may have made it.
            await api.updateCause({
              id,
              body: {
                ...(name !== value.name && { name }),
                ...(category !== value.category && { category }),
                ...(description !== value.description && { description }),
              },
            });
            close();
            retry();
          }}
          onCancel={close}
        />
      )}
      {value && dialog === 'merge' && (
        <MergeCauseDialog
          cause={value}
          onMerged={into => {
            close();
            navigate(link({ id: into }), { replace: true });
          }}
          onCancel={close}
        />
      )}
    </PageContent>
  );
};
