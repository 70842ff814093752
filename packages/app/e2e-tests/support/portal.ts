// SPDX-License-Identifier: Apache-2.0

import {
  APIRequestContext,
  BrowserContext,
  expect,
  Locator,
  Page,
  PlaywrightWorkerArgs,
  test as base,
} from '@playwright/test';
import { knownNoise } from './exceptions';

/** A demo person of `examples/demo.yaml`, or a guest, who is in no catalog. */
export type Person = 'ada' | 'carla' | 'dana' | 'emil' | 'guest';

export type Look = { theme?: 'light' | 'dark'; width?: number };

type Portal = {
  /** A browser of its own, in which somebody has signed in already. */
  enterAs(person: Person, look?: Look): Promise<Page>;
  /** The HTTP API, as somebody: to prepare what a test is not about. */
  apiOf(person: Person): Promise<PostmortemsApiOf>;
};

type Options = {
  /** What the browser's console may say in this test, since it provokes it. */
  provoked: RegExp[];
};

const backendUrl =
  process.env.PLAYWRIGHT_BACKEND_URL ?? 'http://localhost:7007';

/** The part of the HTTP API that tests prepare their data with. */
class PostmortemsApiOf {
  readonly #request: APIRequestContext;
  readonly #headers: Record<string, string>;

  static async create(request: APIRequestContext, person: Person) {
    const answer = await request.get(
      person === 'guest'
        ? `${backendUrl}/api/auth/guest/refresh`
        : `${backendUrl}/api/auth/demo/refresh?user=${person}`,
    );
    expect(answer).toBeOK();
    const { backstageIdentity } = await answer.json();
    return new PostmortemsApiOf(request, {
      authorization: `Bearer ${backstageIdentity.token}`,
    });
  }

  private constructor(
    request: APIRequestContext,
    headers: Record<string, string>,
  ) {
    this.#request = request;
    this.#headers = headers;
  }

  /** Creates a draft and answers with its number. */
  async create(draft: object): Promise<{ id: string; number: number }> {
    const answer = await this.#request.post(
      `${backendUrl}/api/postmortems/postmortems`,
      { headers: this.#headers, data: draft },
    );
    expect(answer, await answer.text()).toBeOK();
    return answer.json();
  }

  /** Saves the whole document over a version. */
  async save(number: number, version: number, draft: object): Promise<void> {
    const answer = await this.#request.put(
      `${backendUrl}/api/postmortems/postmortems/${number}`,
      {
        headers: { ...this.#headers, 'If-Match': `"${version}"` },
        data: draft,
      },
    );
    expect(answer, await answer.text()).toBeOK();
  }

  /** Publishes a draft that the gate lets through. */
  async publish(number: number): Promise<void> {
    const answer = await this.#request.post(
      `${backendUrl}/api/postmortems/postmortems/${number}/publish`,
      { headers: this.#headers },
    );
    expect(answer, await answer.text()).toBeOK();
  }

  async get(number: number): Promise<Record<string, any>> {
    const answer = await this.#request.get(
      `${backendUrl}/api/postmortems/postmortems/${number}`,
      { headers: this.#headers },
    );
    expect(answer, await answer.text()).toBeOK();
    return answer.json();
  }

  /** The numbers of the postmortems whose text has these words. */
  async find(words: string): Promise<number[]> {
    const answer = await this.#request.get(
      `${backendUrl}/api/postmortems/postmortems`,
      { headers: this.#headers, params: { q: words, limit: '100' } },
    );
    expect(answer, await answer.text()).toBeOK();
    const { items } = await answer.json();
    return items.map((item: { number: number }) => item.number);
  }

  /** Deletes a postmortem, so that a test that is run again finds the demo as it was. */
  async remove(number: number): Promise<void> {
    const answer = await this.#request.delete(
      `${backendUrl}/api/postmortems/postmortems/${number}`,
      { headers: this.#headers },
    );
    expect(answer, await answer.text()).toBeOK();
  }
}

/**
 * Over WebDriver BiDi, which is how Firefox is driven, `fill` sets a value that
 * React does not notice. What is filled in is typed there, as people do it.
 */
function typeInFirefox(page: Page) {
  const locators: Locator = Object.getPrototypeOf(page.locator('html'));
  locators.fill = async function fill(text) {
    await this.selectText();
    if (text === '') await this.press('Delete');
    else await this.pressSequentially(text);
  };
}

/** Collects what the console of a browser says that is not known noise. */
function listen(context: BrowserContext, said: string[]) {
  if (context.browser()?.browserType().name() === 'firefox')
    context.on('page', typeInFirefox);
  context.on('console', message => {
    if (!['error', 'warning'].includes(message.type())) return;
    const text = `[${message.type()}] ${message.text()} (${message.location().url})`;
    if (!knownNoise.some(noise => noise.test(text)))
      said.push(text.slice(0, 600));
  });
  context.on('weberror', error => said.push(`[thrown] ${error.error()}`));
}

/** Playwright's test, in a portal with people; it fails when the console complains. */
export const test = base.extend<Portal & Options & { complaints: string[] }>({
  provoked: [[], { option: true }],

  complaints: async ({ provoked }, provide) => {
    const said: string[] = [];
    await provide(said);
    const unexpected = said.filter(
      text => !provoked.some(one => one.test(text)),
    );
    expect(unexpected, "The browser's console").toEqual([]);
  },

  // What the tests that begin with the sign-in page use.
  context: async ({ context, complaints }, provide) => {
    listen(context, complaints);
    await provide(context);
  },

  enterAs: async ({ browser, complaints }, provide) => {
    const contexts: BrowserContext[] = [];
    await provide(async (person, { theme = 'light', width = 1280 } = {}) => {
      const context = await browser.newContext({
        colorScheme: theme,
        viewport: { width, height: 900 },
      });
      contexts.push(context);
      listen(context, complaints);
      await context.addInitScript(
        ([name, look]) => {
          // An empty page has no storage.
          if (window.origin === 'null') return;
          sessionStorage.setItem('demo-portal:person', name);
          localStorage.setItem('theme', look);
        },
        [person, theme],
      );
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },

  apiOf: async ({ request }, provide) => {
    await provide(person => PostmortemsApiOf.create(request, person));
  },
});

/** Waits until the catalog has been read to its end, for `test.beforeAll`. */
export async function wholeCatalog({
  playwright,
}: {
  playwright: PlaywrightWorkerArgs['playwright'];
}) {
  test.setTimeout(300_000);
  const request = await playwright.request.newContext();
  const answer = await request.get(
    `${backendUrl}/api/auth/demo/refresh?user=ada`,
  );
  const { backstageIdentity } = await answer.json();
  const count = async () => {
    const entities = await request.get(
      `${backendUrl}/api/catalog/entities/by-query?limit=0`,
      { headers: { authorization: `Bearer ${backstageIdentity.token}` } },
    );
    return (await entities.json()).totalItems;
  };
  await expect
    .poll(count, { timeout: 280_000, intervals: [3_000] })
    .toBeGreaterThan(2_777);
  await request.dispose();
}

let made = 0;

/** A title that no other run of any test has used. */
export function uniqueTitle(words: string): string {
  made += 1;
  return `${words} ${Date.now().toString(36)}${made}`;
}

/** The day so many days ago, in UTC, as `YYYY-MM-DD`. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

export { expect };
