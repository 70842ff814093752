import {
  PostmortemDocument,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { useFormContext } from 'react-hook-form';
import { useGateText } from '../../common/useGateText';
import { DraftSaver } from '../save/DraftSaver';
import { SaveState } from '../save/saveState';
import { Checks, LiveChecks } from './LiveChecks';

/** What the parts of the editor share beside the form itself. */
export type Editor = {
  saver: DraftSaver;
  checks: LiveChecks;
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

/** A part of the live checks; `select` must return a stable value. */
export function useChecks<T>(select: (checks: Checks) => T): T {
  const { checks } = useEditor();
  return useSyncExternalStore(checks.subscribe, () => select(checks.get()));
}

/** A part of what is known about saving. */
export function useSaveState<T>(select: (state: SaveState) => T): T {
  const { saver } = useEditor();
  return useSyncExternalStore(saver.subscribe, () => select(saver.getState()));
}

/**
 * What is wrong with a field beside its own check: the server's refusal, and
 * what publishing wants once that was asked for.
 */
export function useFieldProblem(path: string): string | undefined {
  const { gateShown } = useEditor();
  const textOf = useGateText();
  const refused = useSaveState(state =>
    state.asked || state.phase === 'refused'
      ? state.fields.find(({ field }) => field === path)?.message
      : undefined,
  );
  const wanted = useChecks(checks =>
    gateShown
      ? checks.unmet.find(({ field }) => field === path)?.message
      : undefined,
  );
  const problem = wanted ?? refused;
  return problem && textOf(problem);
}
