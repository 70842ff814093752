import { defineConfig, devices } from '@playwright/test';

// `npm run test:e2e` starts the portal, finds the browsers and says here where they are; "" is Playwright's own.
const chromiumPath = process.env.CHROMIUM_PATH;
const firefoxPath = process.env.FIREFOX_PATH;

export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: 'test-results',
  // The tests share one portal and its data.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  // CI machines are slow.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    [
      'json',
      {
        outputFile:
          process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ??
          'e2e-test-report/results.json',
      },
    ],
    ['html', { open: 'never', outputFolder: 'e2e-test-report/html' }],
  ],
  use: {
    baseURL: process.env.PLAYWRIGHT_URL ?? 'http://localhost:3000',
    // So that a step that cannot be done says which one it was.
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    firefoxPath
      ? firefox(firefoxPath)
      : {
          name: 'chromium',
          testIgnore: 'firefox.test.ts',
          use: {
            ...devices['Desktop Chrome'],
            viewport: { width: 1280, height: 900 },
            launchOptions: chromiumPath
              ? {
                  executablePath: chromiumPath,
                  args: [
                    '--no-sandbox',
                    '--disable-gpu',
                    '--disable-quic',
                    '--no-first-run',
                    '--disable-background-networking',
                    '--disable-component-update',
                    '--disable-sync',
                  ],
                }
              : {},
          },
        },
  ],
});

/** The main journeys, in a stock Firefox over WebDriver BiDi. */
function firefox(executablePath: string) {
  return {
    name: 'firefox',
    testMatch: [
      'firefox.test.ts',
      'keyboard.test.ts',
      'together.test.ts',
      'writing.test.ts',
    ],
    use: {
      ...devices['Desktop Firefox'],
      viewport: { width: 1280, height: 900 },
      channel: 'moz-firefox',
      launchOptions: { executablePath },
    },
  };
}
