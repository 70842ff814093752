// SPDX-License-Identifier: Apache-2.0

import {
  effectiveInstants,
  Instant,
  INSTANTS,
  Postmortem,
} from 'backstage-plugin-postmortems-common';

/** A known instant, and how long it took to the next known one. */
export type IncidentStep = {
  instant: Instant;
  at: string;
  /** The field is empty; an entry of the timeline says it. */
  fromTimeline: boolean;
  /** `null` after the last one. */
  secondsToNext: number | null;
};

/**
 * The known instants by time, and the names of those nobody recorded. An
 * incident may be mitigated before anybody acknowledges it.
 */
export function incidentSteps(
  postmortem: Pick<Postmortem, Instant | 'timeline'>,
): { steps: IncidentStep[]; missing: Instant[] } {
  const instants = effectiveInstants(postmortem);
  const known = INSTANTS.flatMap(instant => {
    const at = instants[instant];
    return at ? [{ instant, at, fromTimeline: !postmortem[instant] }] : [];
  }).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return {
    steps: known.map((step, index) => {
      const next = known.at(index + 1);
      return {
        ...step,
        secondsToNext: next
          ? Math.round((Date.parse(next.at) - Date.parse(step.at)) / 1000)
          : null,
      };
    }),
    missing: INSTANTS.filter(instant => !instants[instant]),
  };
}
