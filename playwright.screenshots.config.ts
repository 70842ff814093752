import { defineConfig } from '@playwright/test';
import base from './playwright.config';

/** `npm run screenshots`: the same portal and browser, but pictures instead of tests. */
export default defineConfig(base, { testMatch: 'screenshots.ts' });
