import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { useUnread } from '../form/useUnread';
import { parseTime } from './parseTime';

/**
 * An input in which somebody types a time. What was typed stands until the
 * input is left; then it becomes an instant, or stays with the `problem` that
 * keeps it from being one.
 */
export function useTimeInput(options: {
  /** The path of its field, and what it is called. */
  name: string;
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
  const { name, label, at, timeZone, format, unknown } = options;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const shown = at === null ? unknown : format(at, timeZone);
  /** What was typed and is no instant yet. */
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState<string>();
  useUnread(name, problem && t('editor.unread.of', { label, text: typed! }));

  const take = (text: string): boolean => {
    const parsed =
      text === shown
        ? undefined
        : parseTime(text, { timeZone, ...options.around() });
    if (parsed?.kind === 'unreadable') {
      setTyped(text);
      setProblem(
        parsed.why === 'skipped'
          ? t('editor.time.skipped', { zone: timeZone })
          : t('editor.time.unreadable'),
      );
      return false;
    }
    setTyped(undefined);
    setProblem(undefined);
    if (parsed) options.onChange(parsed.kind === 'instant' ? parsed.at : null);
    return true;
  };

  return {
    text: typed ?? shown,
    problem,
    /** While typing: nothing is judged yet. */
    type: (text: string) => {
      setTyped(text);
      setProblem(undefined);
    },
    /** Reads what stands there; `false` when it is not a time. */
    commit: () => take(typed ?? shown),
    take,
  };
}
