import { Worker } from 'node:worker_threads';

/** A power cut takes at most the evaluations of this long, and what the disk itself had not written. */
const intervalMs = 250;

/** The thread starts the log anew from this length: 16 MB of 4 KiB pages. */
const restartPages = 4_000;

/** Where the writers checkpoint themselves, because the thread has died or cannot keep up: 64 MB of 4 KiB pages. */
export const backstopPages = 16_000;

/**
 * Copies the write-ahead log into the file on a thread of its own: two `fsync`s of 5 to 10 ms, which a request must
 * not wait for (measured with 6 KB records: p99.9 of a write falls from 8 ms to 0.8 ms, the mean by 45 %).
 */
export function startCheckpoints(file: string): { stop(): Promise<void> } {
  const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), {
    workerData: { file, intervalMs, restartPages },
    execArgv: [],
  });
  // Nothing is lost without it: the backstop takes over.
  worker.on('error', () => undefined);
  worker.unref();
  return {
    async stop() {
      await worker.terminate();
    },
  };
}
