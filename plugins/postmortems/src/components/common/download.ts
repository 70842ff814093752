// SPDX-License-Identifier: Apache-2.0

/** Saves `text` as a file of the reader's. */
export function download(fileName: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // Safari reads it after this; a minute is more than it takes.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
