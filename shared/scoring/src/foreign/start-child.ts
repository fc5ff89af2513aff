import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./run-child.ts', import.meta.url));

/**
 * RLIMIT_DATA counts private writable memory and not the address space that V8 reserves without using it, so it can be
 * tight. An allocation beyond it fails inside the runtime; if the machine itself runs short, the kernel takes this process
 * first. Where the system knows neither, the time limits remain.
 */
const launch = 'ulimit -d "$0" 2>/dev/null; { echo 1000 >/proc/self/oom_score_adj; } 2>/dev/null; exec "$@"';

/** Only what the runtime needs: no token, no address, no data directory of the service reaches the process. */
const environment = (): NodeJS.ProcessEnv => {
  const { LANG, LC_ALL, LOCPATH } = process.env;
  return {
    ORT_DISABLE_TELEMETRY: '1',
    ...(LANG !== undefined && { LANG }),
    ...(LC_ALL !== undefined && { LC_ALL }),
    ...(LOCPATH !== undefined && { LOCPATH }),
  };
};

/**
 * Starts a process that runs one model, within its memory limit. Messages travel as structured clones: numbers as
 * binary, NaN as NaN (measured: 0.1 ms for a row, 0.3 ms for 512 rows of 30, where JSON takes 5 ms and loses NaN).
 */
export const startChild = (memoryMiB: number): ChildProcess => {
  const node = [process.execPath, '--max-old-space-size=256', '--disable-warning=ExperimentalWarning', script];
  return spawn('/bin/sh', ['-c', launch, String(memoryMiB * 1024), ...node], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    env: environment(),
    cwd: '/',
  });
};
