// SPDX-License-Identifier: Apache-2.0

/** The way of before there was `navigator.clipboard`, which wants HTTPS. */
function copyOfOld(text: string): void {
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.focus();
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('the browser refused');
}

/**
 * Puts a text that is still on its way into the clipboard. To be called within
 * the click: some browsers let a page copy only then, and not when the text is
 * there.
 *
 * @returns whether it is in the clipboard
 * @throws why there is no text
 */
export async function copyText(text: Promise<string>): Promise<boolean> {
  const ways = [
    () =>
      navigator.clipboard.write([
        new ClipboardItem({
          'text/plain': text.then(
            value => new Blob([value], { type: 'text/plain' }),
          ),
        }),
      ]),
    async () => navigator.clipboard.writeText(await text),
    async () => copyOfOld(await text),
  ];
  for (const copy of ways) {
    try {
      await copy();
      return true;
    } catch {
      // Not in this browser, or not now. Without a text there is no other way.
      await text;
    }
  }
  return false;
}
