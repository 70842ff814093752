// SPDX-License-Identifier: Apache-2.0

/** What is being typed is taken over when its input is left: as if it were. */
export function commitInput(): void {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active.tagName !== 'INPUT') return;
  active.blur();
  active.focus({ preventScroll: true });
}
