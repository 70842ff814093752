import base from '../../../playwright.config';

/** `npm run screenshots`: the same portal and browser, but pictures instead of tests. */
export default {
  ...base,
  testDir: '.',
  testMatch: 'screenshots.ts',
  outputDir: '../../../test-results',
  reporter: base.reporter,
};
