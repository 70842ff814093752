/** The DOM id of the input for a field's path (`actionItems.2.owner`). */
export function fieldId(path: string): string {
  return `postmortem-${path.replace(/\./g, '-')}`;
}

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
