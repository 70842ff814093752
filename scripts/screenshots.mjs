/** `npm run screenshots`: draws docs/images/ anew, from a portal of its own with fresh demo data. */
process.argv.push('--config=playwright.screenshots.config.ts');
await import('./e2e.mjs');
