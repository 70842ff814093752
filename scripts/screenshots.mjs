/** `npm run screenshots`: draws docs/images/ anew, from a portal of its own with fresh demo data. */
process.argv.push('--config=packages/app/e2e-tests/screenshots.config.ts');
await import('./e2e.mjs');
