// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  ActionItemRow,
  FieldMessage,
  isResponseError,
  newId,
  plainText,
  Review,
  ReviewDecision,
  ReviewDecisionInput,
  ReviewItem,
} from 'backstage-plugin-postmortems-common';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';
import { cutText } from '../common/text';
import { useFieldText } from '../common/useFieldText';
import { loadAgendaPage, ReviewPageOf } from './loadAgenda';

/** What was done or refused last. */
export type Notice =
  | { severity: 'info' | 'error'; text: string }
  | {
      severity: 'success';
      did: 'saved' | 'undone';
      decision: ReviewDecision;
      /** What it was about: the next one may be on the screen already. */
      about: string;
    };

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
/** A decision, whose id is not made yet. */
export type NewDecision = WithoutId<ReviewDecisionInput>;

/** What is on the screen is asked for again when it is older. */
const FRESH_MS = 10_000;

type Refusal = {
  conflicts?: string[];
  current?: ActionItemRow | null;
  fields?: FieldMessage[];
  unmet?: FieldMessage[];
};

const refusalOf = (error: unknown): Refusal =>
  isResponseError(error) ? ((error.body?.error ?? {}) as Refusal) : {};

const seenOf = ({
  description,
  owner,
  dueDate,
  status,
}: ActionItemRow): Extract<ReviewDecisionInput, { seen: unknown }>['seen'] => ({
  description,
  owner,
  dueDate,
  status,
});

/** How much of a description names it. */
const NAMED = 80;

const aboutOf = ({ actionItem, description }: ReviewItem): string => {
  const text = plainText(actionItem?.description || description);
  return text.length > NAMED ? `${cutText(text, NAMED)}…` : text;
};

/** What of a row others may have changed. */
const faceOf = ({ actionItem, decisions }: ReviewItem) =>
  JSON.stringify([
    actionItem && seenOf(actionItem),
    decisions.map(({ id }) => id),
  ]);

/**
 * A review that goes on: where one is on the agenda, and what is decided. What
 * could not be saved stays where it was typed.
 *
 * @param onConflict - a refusal that is about no action item: the review may
 * have ended
 */
export function useReviewSession(review: Review, onConflict: () => void) {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const fieldText = useFieldText();
  const api = useApi(postmortemsApiRef);
  const { id } = review;
  const [pages, setPages] = useState<ReviewPageOf[]>();
  const [index, setIndex] = useState(0);
  const [failure, setFailure] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const [notice, setNotice] = useState<Notice>();
  const [round, setRound] = useState(0);
  // What was decided here, so that the last one can be taken back.
  const done = useRef<Array<{ itemId: string; decisionId: string }>>([]);
  // The last that was sent: sent again, it is the same decision.
  const sent = useRef<{ content: string; id: string }>();
  // An answer from before a decision would take it off the screen.
  const saves = useRef(0);
  const refreshing = useRef<AbortController>();
  // What an answer that comes later is not about.
  const shown = useRef(0);
  const show = (to: number) => {
    shown.current = to;
    setIndex(to);
  };

  // As far as somebody came before: the first item of which nothing was said.
  useEffect(() => {
    const controller = new AbortController();
    const load = async () => {
      const loaded: ReviewPageOf[] = [];
      let found = -1;
      do {
        const last = loaded.at(-1);
        const page = await loadAgendaPage(api, id, {
          cursor: last?.nextCursor,
          signal: controller.signal,
        });
        loaded.push(page);
        const all = loaded.flatMap(({ items }) => items);
        found = all.findIndex(({ decisions }) => decisions.length === 0);
        if (found < 0 && !page.nextCursor) found = all.length;
      } while (found < 0);
      return { loaded, found };
    };
    setFailure(undefined);
    load().then(
      ({ loaded, found }) => {
        if (controller.signal.aborted) return;
        setPages(loaded);
        show(found);
      },
      error => controller.signal.aborted || setFailure(error),
    );
    return () => controller.abort();
  }, [api, id, round]);
  useEffect(() => () => refreshing.current?.abort(), []);

  const items = useMemo(
    () => pages?.flatMap(page => page.items) ?? [],
    [pages],
  );
  const total = pages?.at(-1)?.totalItems ?? 0;
  const item: ReviewItem | undefined = items[index];

  const replace = useCallback(
    (itemId: string, change: (before: ReviewItem) => ReviewItem) =>
      setPages(before =>
        before?.map(page => ({
          ...page,
          items: page.items.map(each =>
            each.id === itemId ? change(each) : each,
          ),
        })),
      ),
    [],
  );

  /** Shows an item as others left it meanwhile. */
  const refresh = async (place: number) => {
    if (!pages) return;
    let behind = place;
    const page = pages.find(({ items: { length } }) => {
      behind -= length;
      return behind < 0;
    });
    if (!page || Date.now() - page.at < FRESH_MS) return;
    const { current } = saves;
    refreshing.current?.abort();
    const { signal } = (refreshing.current = new AbortController());
    try {
      const { cursor } = page;
      const fresh = await loadAgendaPage(api, id, { cursor, signal });
      if (signal.aborted || saves.current !== current) return;
      setPages(before =>
        before?.map(each => (each.cursor === cursor ? fresh : each)),
      );
      const before = items[place];
      const now = fresh.items.find(each => each.id === before.id);
      if (shown.current === place && now && faceOf(now) !== faceOf(before))
        setNotice({ severity: 'info', text: t('review.changed') });
    } catch {
      // What is shown may be old; a decision about it is refused then.
    }
  };

  /** @param keepNotice - it says why one goes on */
  const go = async (to: number, keepNotice?: boolean): Promise<boolean> => {
    const last = pages?.at(-1);
    if (!pages || !last || to < 0 || to > total) return false;
    if (to >= items.length && last.nextCursor) {
      setBusy(true);
      try {
        const page = await loadAgendaPage(api, id, { cursor: last.nextCursor });
        // With what was decided since this was drawn.
        setPages(before => before && [...before, page]);
      } catch (error) {
        setNotice({
          severity: 'error',
          text: `${t('review.loadFailed')}: ${reasonOf(error, t)}`,
        });
        return false;
      } finally {
        setBusy(false);
      }
    }
    if (!keepNotice) setNotice(undefined);
    show(to);
    refresh(to);
    return true;
  };

  const why = (error: unknown): string => {
    const { fields, unmet } = refusalOf(error);
    const [first] = fields ?? unmet ?? [];
    return first ? fieldText(first) : reasonOf(error, t);
  };

  /** What a 409 brings is what is shown from then on. */
  const showCurrent = (error: unknown): string | undefined => {
    const { conflicts = [], current } = refusalOf(error);
    if (!current) {
      if (isResponseError(error) && error.statusCode === 409) onConflict();
      return undefined;
    }
    replace(current.id, before => ({ ...before, actionItem: current }));
    return t('review.changedMeanwhile', {
      fields: conflicts
        .flatMap(field =>
          ['description', 'owner', 'dueDate', 'status'].includes(field)
            ? t(`review.field.${field as 'owner'}`)
            : [],
        )
        .join(', '),
    });
  };

  /** @returns whether it is saved */
  const decide = async (decision: NewDecision): Promise<boolean> => {
    if (!item || busy) return false;
    const content = JSON.stringify([item.id, decision]);
    if (sent.current?.content !== content)
      sent.current = { content, id: newId() };
    const { id: decisionId } = sent.current;
    setBusy(true);
    setNotice(undefined);
    try {
      const body = { ...decision, id: decisionId } as ReviewDecisionInput;
      const saved = await api.decideInReview({ id, itemId: item.id, body });
      saves.current += 1;
      sent.current = undefined;
      done.current.push({ itemId: item.id, decisionId });
      replace(item.id, () => saved);
      const recorded = saved.decisions.find(each => each.id === decisionId);
      if (recorded)
        setNotice({
          severity: 'success',
          did: 'saved',
          decision: recorded,
          about: aboutOf(item),
        });
      return true;
    } catch (error) {
      setNotice({
        severity: 'error',
        text:
          showCurrent(error) ?? t('review.notSaved', { reason: why(error) }),
      });
      return false;
    } finally {
      setBusy(false);
    }
  };

  /** The last decision made here that still stands; else the last of the item. */
  const lastDecision = () => {
    while (done.current.length > 0) {
      const { itemId, decisionId } = done.current.at(-1)!;
      const of = items.findIndex(each => each.id === itemId);
      const decision = items[of]?.decisions.find(
        each => each.id === decisionId,
      );
      if (decision) return { of, decision };
      // Somebody else undid it.
      done.current.pop();
    }
    return { of: index, decision: item?.decisions.at(-1) };
  };

  /** @returns whether it is undone */
  const undo = async (): Promise<boolean> => {
    if (busy) return false;
    const { of, decision } = lastDecision();
    if (!decision) {
      setNotice({ severity: 'info', text: t('review.nothingToUndo') });
      return false;
    }
    setBusy(true);
    setNotice(undefined);
    try {
      const saved = await api.undoReviewDecision({
        id,
        decisionId: decision.id,
      });
      saves.current += 1;
      done.current.pop();
      replace(saved.id, () => saved);
      show(of);
      setNotice({
        severity: 'success',
        did: 'undone',
        decision,
        about: aboutOf(saved),
      });
      return true;
    } catch (error) {
      // Or it would stand in the way of those before it.
      if (isResponseError(error)) done.current.pop();
      show(of);
      setNotice({
        severity: 'error',
        text:
          showCurrent(error) ?? t('review.notUndone', { reason: why(error) }),
      });
      return false;
    } finally {
      setBusy(false);
    }
  };

  return {
    isLoaded: pages !== undefined,
    failure,
    retry: () => setRound(n => n + 1),
    items,
    item,
    index,
    total,
    busy,
    notice,
    seen: item?.actionItem ? seenOf(item.actionItem) : undefined,
    go,
    decide,
    undo,
  };
}
