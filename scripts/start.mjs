/**
 * `npm start`: the whole portal on this machine. `npm start -- --postgres` keeps its data in PostgreSQL;
 * `-- --large` has a catalog of the size that companies have, and data of its own.
 */
import { parseArgs } from 'node:util';
import { portalUrl, startPortal } from './portal.mjs';

const { postgres, large } = parseArgs({
  options: {
    postgres: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
  },
}).values;
const dataFolder = large ? '.data/large' : '.data';
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => stopping.abort());
const stopAsked = new Promise(resolve =>
  stopping.signal.addEventListener('abort', resolve, { once: true }),
);

console.log(
  `» Starting the portal on ${postgres ? 'PostgreSQL' : 'SQLite'}, data in ${dataFolder}/ (Ctrl+C stops it)`,
);
try {
  const portal = await startPortal({
    dataFolder,
    postgres,
    large,
    signal: stopping.signal,
  });
  console.log(
    `\n» The portal is ready: ${portalUrl}\n  Choose one of the demo people to sign in.\n`,
  );
  await Promise.race([stopAsked, portal.exited]);
  console.log('» Stopping the portal');
  await portal.stop();
  process.exit(stopping.signal.aborted ? 0 : 1);
} catch (error) {
  if (stopping.signal.aborted) process.exit(0);
  console.error(`✗ ${error.message}`);
  process.exit(1);
}
