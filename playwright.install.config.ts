import { defineConfig } from '@playwright/test';
import base from './playwright.config';

/** `npm run check:install`: the same browser, but in a stock app that the plugins were installed in. */
export default defineConfig(base, { testMatch: 'installed.ts' });
