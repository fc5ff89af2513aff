import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';

// The thread of start-checkpoints.ts. PASSIVE takes no lock that a writer waits for, but a log that is written all the
// time is then never empty enough to start anew. RESTART makes writers wait for the little that PASSIVE has left.
const database = new DatabaseSync(String(workerData.file));
database.exec('PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 100');
const passive = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
const restart = database.prepare('PRAGMA wal_checkpoint(RESTART)');
const restartPages = Number(workerData.restartPages);

setInterval(() => {
  if (Number(passive.get()?.log) < restartPages) return;
  passive.get();
  restart.get();
}, Number(workerData.intervalMs));
