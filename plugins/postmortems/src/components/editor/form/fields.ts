// SPDX-License-Identifier: Apache-2.0

/** The DOM id of the input for a field's path (`actionItems.<id>.owner`). */
export function fieldId(path: string): string {
  return `postmortem-${path.replace(/\./g, '-')}`;
}

/** Told to the document when a field is gone to; `detail` is its path. */
export const GO_TO_FIELD = 'postmortem-go-to-field';

const parentPath = (path: string) => path.split('.').slice(0, -1).join('.');

/**
 * Brings the input for a field into view and the caret into it; where that
 * path has no input of its own, the nearest one above it. With `selection`, that
 * part of its text is selected.
 */
export function focusField(
  path: string,
  selection?: { start: number; end: number },
): void {
  // A field that is shown as it will be read becomes an input again.
  document.dispatchEvent(new CustomEvent(GO_TO_FIELD, { detail: path }));
  for (let at = path; at !== ''; at = parentPath(at)) {
    const element = document.getElementById(fieldId(at));
    if (!element) continue;
    element.scrollIntoView?.({ block: 'center' });
    element.focus({ preventScroll: true });
    if (selection && element instanceof HTMLTextAreaElement)
      element.setSelectionRange(selection.start, selection.end);
    return;
  }
}
