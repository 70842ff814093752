import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Runs commands in a folder one after the other, each with a line on the screen. What they print is kept in a file,
 * and its end is shown when one fails.
 *
 * @param options.cwd - the folder, whose installed binaries are in front of the PATH
 * @param options.logFile - where the output goes
 * @returns `run(title, command, args, options)`, which answers `{ passed, seconds, output }`, and
 *   `stop()`, which ends the one that is running
 */
export function createStages({ cwd, logFile, env = {} }) {
  let running;
  let isStopped = false;
  return {
    async run(title, command, args, options = {}) {
      const started = Date.now();
      const bin = join(cwd, 'node_modules', '.bin');
      const child = spawn(command, args, {
        cwd: options.cwd ?? cwd,
        shell: process.platform === 'win32',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          PATH: [bin, process.env.PATH].join(delimiter),
          ...env,
          ...options.env,
        },
      });
      let output = '';
      const keep = chunk => {
        output += chunk;
        appendFileSync(logFile, chunk);
      };
      child.stdout.on('data', keep);
      child.stderr.on('data', keep);
      const closed = new Promise(resolve => {
        child.on('error', error => {
          keep(error.message);
          resolve(1);
        });
        child.on('close', resolve);
      });
      running = { child, closed };
      const code = await closed;
      running = undefined;
      if (isStopped) await new Promise(() => {}); // the process is about to end
      const passed = code === 0;
      const seconds = Math.round((Date.now() - started) / 1000);
      console.log(
        `» ${title}: ${passed ? 'passed' : 'FAILED'} in ${seconds} s`,
      );
      if (!passed)
        console.error(output.trimEnd().split('\n').slice(-60).join('\n'));
      return { passed, seconds, output };
    },
    async stop() {
      isStopped = true;
      running?.child.kill('SIGTERM');
      await running?.closed;
    },
  };
}

/** A table in Markdown, as it is pasted into docs/operating.md. */
export function table(head, ...rows) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}
