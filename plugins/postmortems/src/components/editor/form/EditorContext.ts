// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  ItemList,
  PostmortemDocument,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import { createContext, useContext } from 'react';
import { useFormContext } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { useStore } from '../../kit/Store';
import { useFieldText } from '../../common/useFieldText';
import { Saver, SaveState } from '../save/saveState';
import { Checks, LiveChecks } from './LiveChecks';
import { UnreadTexts } from './UnreadTexts';

/** What the parts of the editor share beside the form itself. */
export type Editor = {
  saver: Saver;
  checks: LiveChecks;
  unread: UnreadTexts;
  config: PostmortemsConfig;
  /** The signed-in user. */
  userEntityRef: string;
  /** Whether what publishing still wants stands beside the fields. */
  gateShown: boolean;
};

export const EditorContext = createContext<Editor | undefined>(undefined);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('A part of the editor was used outside of it');
  return editor;
}

/** The form; its values are the document. */
export function useDocumentForm() {
  return useFormContext<PostmortemDocument>();
}

/**
 * The path of the field with a name in the form, which knows the rows of a
 * list by their places: `actionItems.2.owner` is `actionItems.<id>.owner`.
 */
export function useFieldPath(name: string): string {
  const { getValues } = useDocumentForm();
  const [list, place, ...rest] = name.split('.');
  if (place === undefined) return name;
  const rows = getValues(list as ItemList);
  return [list, rows[Number(place)]?.id ?? place, ...rest].join('.');
}

/** A part of the live checks; `select` must return a stable value. */
export function useChecks<T>(select: (checks: Checks) => T): T {
  const { checks } = useEditor();
  return useStore(checks, select);
}

/** A part of what is known about saving; `select` must return a stable value. */
export function useSaveState<T>(select: (state: SaveState) => T): T {
  const { saver } = useEditor();
  return useStore({ get: saver.getState, subscribe: saver.subscribe }, select);
}

/** The words of a field that point at a person. */
export function useHints(path: string) {
  return useChecks(checks => checks.hintsOf[path]);
}

/** What may keep an action item from getting done. */
export function useItemHint(id: string) {
  return useChecks(checks => checks.itemHintOf[id]);
}

/** What is said beside a field. */
export type Note = {
  /** What is wrong with it. */
  problem?: string;
  /** What is shown: that, or quietly what publishing will want, and hints. */
  lines: readonly string[];
};

/**
 * What is said beside a field: its own error, the server's refusal, what
 * publishing wants (an error once that was asked for), and whether its words
 * point at a person.
 *
 * @param own - the error of the field itself, or of its input
 */
export function useFieldNote(path: string, own?: string): Note {
  const { gateShown } = useEditor();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const textOf = useFieldText();
  const refused = useSaveState(state =>
    state.problemsShown || state.phase === 'refused'
      ? state.fields.find(({ field }) => field === path)
      : undefined,
  );
  const wants = useChecks(checks => checks.wants[path]);
  const hints = useHints(path);
  const wanted = wants?.map(textOf);
  const wrong = refused === undefined ? own : textOf(refused);
  const problem = gateShown && wanted ? wanted.join(' ') : wrong;
  if (problem) return { problem, lines: [problem] };
  const lines: string[] = (wanted ?? []).map(what =>
    t('editor.gate.toPublish', { what }),
  );
  const words = [...new Set(hints?.map(({ text }) => text))].join('”, “');
  if (words) lines.push(t('editor.hints.beside', { words }));
  return { lines };
}
