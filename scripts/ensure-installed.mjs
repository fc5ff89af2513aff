// Runs before `npm start` and `npm test`, possibly under an older Node than ours: plain JavaScript, no dependencies.
// Installs when node_modules is missing or does not match package-lock.json.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const marker = join(root, 'node_modules', '.cardwright-installed');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const present = existsSync(marker) ? readFileSync(marker, 'utf8') : '';

if (present !== wanted) {
  process.stderr.write('Installing dependencies (first run, or package-lock.json has changed) …\n');
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
  const result = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    // The CPU build of onnxruntime is inside the package; its post-install would look for CUDA files on the network.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  if (result.status !== 0) {
    process.stderr.write('The installation failed; see the messages above.\n');
    process.exit(result.status ?? 1);
  }
  writeFileSync(marker, wanted);
}
