// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../../translation';
import { useTrackers } from './useTrackers';

const PREFIX = 'tracker:';

/** Whether a change was made in an issue tracker: `tracker:github/octocat`. */
export const isTrackerActor = (actor: string) => actor.startsWith(PREFIX);

/** Who changed an action item by its ticket. */
export const TrackerActor = (props: { actor: string }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const trackers = useTrackers();
  const [id, name] = props.actor.slice(PREFIX.length).split('/');
  const tracker = trackers.find(each => each.id === id)?.title ?? id;
  return <>{name ? t('tickets.actor', { name, tracker }) : tracker}</>;
};
