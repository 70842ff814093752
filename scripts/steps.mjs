import { spawn } from 'node:child_process';

/**
 * Runs a command with its output visible, under a heading.
 *
 * @returns whether it ended well
 */
export async function step(title, command, args, env = {}) {
  console.log(`\n» ${title}`);
  const started = Date.now();
  const child = spawn(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  });
  const code = await new Promise(resolve => {
    child.on('exit', resolve);
    child.on('error', error => {
      console.error(error.message);
      resolve(1);
    });
  });
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(
    `  ${title}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s`,
  );
  return code === 0;
}

/** Ends the process with the line that every run ends in, and the exit code that goes with it. */
export function finish({ passed, failed, skipped }) {
  console.log();
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}
