// SPDX-License-Identifier: Apache-2.0

const key = 'demo-portal:person';

/**
 * Who this browser entered as: a demo person's name, or `guest`.
 *
 * A tab stays with its person over a reload, so that two people can work side
 * by side in two tabs; a new tab begins as whoever was chosen last.
 */
export const chosenPerson = {
  get(): string | undefined {
    return (
      sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? undefined
    );
  },
  set(name: string) {
    sessionStorage.setItem(key, name);
    localStorage.setItem(key, name);
  },
  clear() {
    sessionStorage.removeItem(key);
    localStorage.removeItem(key);
  },
};
