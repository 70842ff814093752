// SPDX-License-Identifier: Apache-2.0

import {
  DEFAULT_POSTMORTEMS_CONFIG,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import { documentOf, newDocument } from '../form/document';
import { SavingRunner } from '../save/SavingRunner';
import { BrowserCopies } from '../save/BrowserCopies';
import { FakeServer } from './FakeServer';

export const point = (n: number, text: string) => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  text,
});

/** Of the form under test; the next visit takes the copy up under it. */
export const KEY = 'form-1';

/** A form without a page, which saves to `server`. */
export function editing(server: FakeServer, what?: 'new') {
  const postmortem = what === 'new' ? undefined : server.current;
  let values = postmortem ? documentOf(postmortem) : newDocument({});
  const copies = new BrowserCopies({
    storage: window.localStorage,
    userEntityRef: 'user:default/ada',
  });
  const onCreated = jest.fn();
  const saver = new SavingRunner({
    api: server,
    config: DEFAULT_POSTMORTEMS_CONFIG,
    copies,
    key: KEY,
    postmortem,
    onCreated,
    form: {
      read: () => values,
      write: changes => {
        values = { ...values, ...changes };
      },
    },
  });
  return {
    saver,
    copies,
    onCreated,
    values: () => values,
    type(change: Partial<PostmortemDocument>) {
      values = { ...values, ...change };
      saver.changed();
    },
  };
}

/** Lets timers and what they began come to an end. */
export const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

/** What publishing wants. */
export const complete: Partial<PostmortemDocument> = {
  title: 'Slow',
  severity: 'P1',
  affectedSystems: ['component:default/payment'],
  startedAt: '2026-11-12T13:05:00.000Z',
  incidentCommander: 'user:default/ada',
  impact: 'Everybody waited',
  rootCause: 'No gate',
  noActionReason: 'It is there now',
  lessonsLearned: 'Add gates',
  timeline: (['detected', 'resolved'] as const).map((kind, n) => ({
    ...point(n, kind),
    at: `2026-11-12T14:0${n}:00.000Z`,
    kind,
  })),
};
