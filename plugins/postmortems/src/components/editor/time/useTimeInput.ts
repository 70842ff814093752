import { useEffect, useState } from 'react';
import { parseTime } from './parseTime';

/**
 * An input in which somebody types a time. What was typed stands until the
 * input is left; then it becomes an instant, or stays with `unreadable`.
 */
export function useTimeInput(options: {
  at: string | null;
  timeZone: string;
  /** The instant that a time without a date is near to. */
  near: () => string | null;
  format: (at: string, timeZone: string) => string;
  /** What stands there for a time that is not known. */
  unknown: string;
  onChange: (at: string | null) => void;
}) {
  const { at, timeZone, format, unknown } = options;
  const shown = at === null ? unknown : format(at, timeZone);
  const [text, setText] = useState(shown);
  const [unreadable, setUnreadable] = useState(false);

  useEffect(() => {
    setText(shown);
    setUnreadable(false);
  }, [shown]);

  const take = (typed: string): boolean => {
    if (typed === shown) {
      setText(shown);
      setUnreadable(false);
      return true;
    }
    const parsed = parseTime(typed, { timeZone, near: options.near() });
    if (parsed.kind === 'unreadable') {
      setUnreadable(true);
      return false;
    }
    const next = parsed.kind === 'instant' ? parsed.at : null;
    setUnreadable(false);
    setText(next === null ? unknown : format(next, timeZone));
    options.onChange(next);
    return true;
  };

  return {
    text,
    unreadable,
    /** While typing: nothing is judged yet. */
    type: (typed: string) => {
      setText(typed);
      setUnreadable(false);
    },
    /** Reads what stands there; `false` when it is not a time. */
    commit: () => take(text),
    take,
  };
}
