// SPDX-License-Identifier: Apache-2.0

/** How much is told of a text where it stands for something else. */
const LENGTH = 300;

/** The beginning of a text. */
export function excerpt(text: string, length: number = LENGTH): string {
  if (text.length <= length) return text;
  // By characters: half of one cannot be sent.
  const characters = [...text];
  return characters.length > length
    ? `${characters.slice(0, length - 1).join('')}…`
    : text;
}
