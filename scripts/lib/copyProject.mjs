import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

/** Copies the project as it is in the working tree, without what Git ignores, into an empty folder. */
export function copyProject(root, folder) {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The files could not be listed: ${stderr}`);
  for (const path of stdout.split('\0').filter(Boolean)) {
    // A file that is deleted but not committed is still listed.
    if (existsSync(join(root, path)))
      cpSync(join(root, path), join(folder, path));
  }
}
