// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../../../translation';
import { useTypedText } from '../form/useTypedText';
import { parseTime } from './parseTime';

/**
 * An input in which somebody types a time. What was typed stands until the
 * input is left; then it becomes an instant, or stays with the `problem` that
 * keeps it from being one.
 */
export function useTimeInput(options: {
  /** The path of its field, and what it is called. */
  path: string;
  label: string;
  at: string | null;
  timeZone: string;
  /** The instants that a time without a date is near to, and comes after. */
  around: () => { near: string | null; before: string | null };
  format: (at: string, timeZone: string) => string;
  /** What stands there for a time that is not known. */
  unknown: string;
  onChange: (at: string | null) => void;
}) {
  const { path, label, at, timeZone, format, unknown } = options;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const shown = at === null ? unknown : format(at, timeZone);
  const typed = useTypedText({ path, label, shown });
  const parse = (text: string) =>
    parseTime(text, { timeZone, ...options.around() });

  let problem: string | undefined;
  if (typed.unread !== undefined) {
    const parsed = parse(typed.unread);
    problem =
      parsed.kind === 'unreadable' && parsed.why === 'skipped'
        ? t('editor.time.skipped', { zone: timeZone })
        : t('editor.time.unreadable');
  }

  const take = (text: string): boolean => {
    const parsed = text === shown ? undefined : parse(text);
    if (parsed?.kind === 'unreadable') {
      typed.cannotRead(text);
      return false;
    }
    typed.read();
    if (parsed) options.onChange(parsed.kind === 'instant' ? parsed.at : null);
    return true;
  };

  return {
    text: typed.text,
    problem,
    /** While typing: nothing is judged yet. */
    type: typed.type,
    /** Reads what stands there; `false` when it is not a time. */
    commit: () => take(typed.text),
    take,
  };
}
