// SPDX-License-Identifier: Apache-2.0

/** The first `length` UTF-16 units of a text, without half a character. */
export function cutText(text: string, length: number): string {
  const cut = text.slice(0, length);
  return cut.length < text.length && /[\uD800-\uDBFF]$/.test(cut)
    ? cut.slice(0, -1)
    : cut;
}
