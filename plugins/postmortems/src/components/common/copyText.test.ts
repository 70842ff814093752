// SPDX-License-Identifier: Apache-2.0

import { copyText } from './copyText';

/** What the browser offers. */
function offer(clipboard: Partial<Clipboard> | undefined) {
  Object.defineProperty(navigator, 'clipboard', {
    value: clipboard,
    configurable: true,
  });
}

beforeEach(() => {
  (window as any).ClipboardItem = class {
    constructor(readonly items: Record<string, Promise<Blob>>) {}
  };
  (document as any).execCommand = jest.fn(() => false);
});
afterEach(() => {
  delete (window as any).ClipboardItem;
  delete (document as any).execCommand;
  delete (navigator as any).clipboard;
});

it('asks for the clipboard at once, before the text is there', async () => {
  const write = jest.fn(async ([{ items }]: any) => {
    expect((await items['text/plain']).size).toBe(5);
  });
  offer({ write } as Partial<Clipboard>);
  let arrive: (text: string) => void = () => {};
  const copied = copyText(
    new Promise(resolve => {
      arrive = resolve;
    }),
  );
  expect(write).toHaveBeenCalledTimes(1);
  arrive('# Abc');
  expect(await copied).toBe(true);
});

it('writes text where nothing else is known', async () => {
  delete (window as any).ClipboardItem;
  const writeText = jest.fn(async () => {});
  offer({ writeText });
  expect(await copyText(Promise.resolve('# A'))).toBe(true);
  expect(writeText).toHaveBeenCalledWith('# A');
});

it('knows a way where there is no HTTPS', async () => {
  offer(undefined);
  let selected = '';
  (document as any).execCommand = () => {
    selected = (document.activeElement as HTMLTextAreaElement).value;
    return true;
  };
  expect(await copyText(Promise.resolve('# A'))).toBe(true);
  expect(selected).toBe('# A');
  expect(document.querySelector('textarea')).toBeNull();
});

it('says that it did not copy', async () => {
  const refuse = async () => {
    throw new Error('not allowed');
  };
  offer({ write: refuse, writeText: refuse });
  expect(await copyText(Promise.resolve('# A'))).toBe(false);
});

it('says why there is no text', async () => {
  const write = jest.fn(async ([{ items }]: any) => {
    await items['text/plain'];
  });
  const writeText = jest.fn();
  offer({ write, writeText } as Partial<Clipboard>);
  await expect(
    copyText(Promise.reject(new Error('the database is away'))),
  ).rejects.toThrow('the database is away');
  expect(writeText).not.toHaveBeenCalled();
});
