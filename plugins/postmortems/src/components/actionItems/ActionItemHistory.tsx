// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import CircularProgress from '@material-ui/core/CircularProgress';
import { makeStyles } from '@material-ui/core/styles';
import {
  ActionItem,
  ActionItemEvent,
} from 'backstage-plugin-postmortems-common';
import { Fragment, ReactNode } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { EntityLinks } from '../common/EntityLinks';
import { ErrorState } from '../common/ErrorState';
import { useFormat } from '../common/useFormat';
import { useUnknownEntities } from '../common/useKnownEntities';
import { useRequest } from '../kit/useRequest';
import { isTrackerActor, TrackerActor } from '../tickets/TrackerActor';

const useStyles = makeStyles(theme => ({
  list: {
    ...theme.typography.body2,
    listStyle: 'none',
    margin: theme.spacing(0.5, 0, 0),
    padding: theme.spacing(0, 0, 0, 1.5),
    borderLeft: `2px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  quiet: { color: theme.palette.text.secondary },
}));

type Changes = ActionItemEvent['changes'];

/** What changed on an action item since it was first published, newest first. */
export const ActionItemHistory = (props: { item: ActionItem }) => {
  const { id } = props.item;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const api = useApi(postmortemsApiRef);
  const {
    value: history,
    error,
    retry,
  } = useRequest(
    signal => api.actionItemHistory({ id }, { signal }),
    // What is changed on the page is the newest event.
    [api, JSON.stringify(props.item)],
    id,
  );
  const events = history?.items ?? [];
  const unknown = useUnknownEntities([
    ...new Set(
      events.flatMap(({ actor, changes: { owner } }) =>
        [actor, owner?.from, owner?.to].flatMap(ref =>
          ref && !isTrackerActor(ref) ? ref : [],
        ),
      ),
    ),
  ]);
  if (error)
    return (
      <ErrorState
        title={t('postmortem.actionItems.history.failed')}
        error={error}
        onRetry={retry}
      />
    );
  if (!history)
    return <CircularProgress size={20} aria-label={t('common.loading')} />;

  const none = t('postmortem.actionItems.history.none');
  const show: { [Field in keyof Changes]-?: (value: string) => ReactNode } = {
    status: value => t(`common.actionStatus.${value as ActionItem['status']}`),
    owner: ref => <EntityLinks refs={[ref]} unknown={unknown} />,
    dueDate: day => format.day(day),
    verifyOn: day => format.day(day),
    verified: value =>
      t(`common.verified.${value as NonNullable<ActionItem['verified']>}`),
  };
  const parts = ({ kind, changes, edited }: ActionItemEvent) => {
    const fields = (Object.keys(show) as Array<keyof Changes>).filter(
      field => changes[field],
    );
    return [
      ...(kind === 'changed'
        ? []
        : [t(`postmortem.actionItems.history.${kind}`)]),
      ...fields.map(field => {
        const { from, to } = changes[field]!;
        return (
          <>
            {t(`postmortem.actionItems.history.${field}`)}{' '}
            {kind === 'changed' && (
              <>{from === null ? none : show[field](from)} → </>
            )}
            {to === null ? none : show[field](to)}
          </>
        );
      }),
      ...edited.map(field => t(`postmortem.actionItems.history.${field}`)),
    ];
  };
  return (
    <ul className={classes.list}>
      {events.map((event, place) => (
        <li key={events.length - place}>
          <time dateTime={event.at} className={classes.quiet}>
            {format.instant(event.at)}
          </time>{' '}
          {isTrackerActor(event.actor) ? (
            <TrackerActor actor={event.actor} />
          ) : (
            <EntityLinks refs={[event.actor]} unknown={unknown} />
          )}
          :{' '}
          {parts(event).map((part, index) => (
            // eslint-disable-next-line react/no-array-index-key -- an event never changes
            <Fragment key={index}>
              {index > 0 && '; '}
              {part}
            </Fragment>
          ))}
        </li>
      ))}
      {events.length === 0 && (
        <li className={classes.quiet}>
          {t('postmortem.actionItems.history.empty')}
        </li>
      )}
    </ul>
  );
};
