// SPDX-License-Identifier: Apache-2.0

import { DAY_MS, daysBetween } from 'backstage-plugin-postmortems-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { DateTime } from 'luxon';
import { useMemo } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { usePostmortemsConfig } from './usePostmortemsConfig';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const INSTANT = 'd LLL yyyy, HH:mm';

/** How instants, days, durations and numbers are written on the screen. */
type Format = {
  /** Seconds as the two largest units: `1 h 20 min`, `9 min`, `2 d 3 h`. */
  duration(seconds: number): string;
  /** The same, or that it was not recorded. */
  recordedDuration(seconds: number | null): string;
  /** `12 Nov 2026, 14:05`, in `zone` (an IANA name) or the reader's own. */
  instant(iso: string, zone?: string): string;
  /** `12 Nov 2026, 14:05 GMT+1 (Europe/Copenhagen)`, in the reader's zone. */
  zoned(iso: string): string;
  /** {@link Format.instant}, in the reader's zone, of milliseconds. */
  moment(millis: number): string;
  /** `14:05` in `zone` or the reader's own. */
  time(iso: string, zone?: string): string;
  /** `12 Nov 2026`, of an instant or of a day. */
  day(iso: string, zone?: string): string;
  /** `November 2026`, of `2026-11`. */
  month(month: string): string;
  /** `in 3 days`, `due today`, `overdue 43 days`: a day, seen from today. */
  due(day: string, open: boolean): string;
  /** Whole days since an instant: `12 days ago`. */
  ago(iso: string): string;
  /** The time since an instant: `45 days`, `8 months`. */
  since(iso: string): string;
  number(value: number): string;
  /** The reader's zone: `Europe/Copenhagen`. */
  zone: string;
};

export function useFormat(): Format {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { timeZone: portalZone } = usePostmortemsConfig();
  return useMemo(() => {
    const at = (iso: string, zone?: string) =>
      DateTime.fromISO(iso, { zone: zone ?? 'local' });
    const duration = (seconds: number) => {
      const units = [
        ['days', Math.floor(seconds / DAY)],
        ['hours', Math.floor((seconds % DAY) / HOUR)],
        ['minutes', Math.floor((seconds % HOUR) / MINUTE)],
        ['seconds', Math.floor(seconds % MINUTE)],
      ] as const;
      const first = units.findIndex(([, count]) => count > 0);
      if (first < 0) return t('common.duration.seconds', { value: '0' });
      return units
        .slice(first, first + 2)
        .filter(
          ([unit, count]) =>
            count > 0 && (unit !== 'seconds' || seconds < 10 * MINUTE),
        )
        .map(([unit, count]) =>
          t(`common.duration.${unit}`, { value: String(count) }),
        )
        .join(' ');
    };

    return {
      duration,
      recordedDuration: seconds =>
        seconds === null ? t('common.notRecorded') : duration(seconds),
      instant: (iso, zone) => at(iso, zone).toFormat(INSTANT),
      zoned: iso => at(iso).toFormat(`${INSTANT} ZZZZ (z)`),
      moment: millis => DateTime.fromMillis(millis).toFormat(INSTANT),
      time: (iso, zone) => at(iso, zone).toFormat('HH:mm'),
      day: (iso, zone) => at(iso, zone).toFormat('d LLL yyyy'),
      month: month => DateTime.fromISO(month).toFormat('LLLL yyyy'),
      due(day, open) {
        const today = DateTime.now().setZone(portalZone).toISODate()!;
        const count = daysBetween(today, day);
        if (count === 0) return t('common.due.today');
        if (count > 0) return t('common.due.in', { count });
        return open
          ? t('common.due.overdue', { count: -count })
          : t('common.due.ago', { count: -count });
      },
      ago(iso) {
        const count = Math.floor((Date.now() - Date.parse(iso)) / DAY_MS);
        return count > 0 ? t('common.daysAgo', { count }) : t('common.today');
      },
      since(iso) {
        const { months } = DateTime.now().diff(at(iso), 'months');
        if (months >= 2)
          return t('common.span.months', { count: Math.floor(months) });
        const count = Math.floor((Date.now() - Date.parse(iso)) / DAY_MS);
        return t('common.span.days', { count });
      },
      number: value => new Intl.NumberFormat().format(value),
      zone: DateTime.local().zoneName,
    };
  }, [t, portalZone]);
}
