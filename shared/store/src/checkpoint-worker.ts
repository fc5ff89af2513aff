import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';

// The thread of start-checkpoints.ts. PASSIVE takes no lock that a writer waits for.
const database = new DatabaseSync(String(workerData.file));
database.exec('PRAGMA synchronous = NORMAL');
const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
setInterval(() => checkpoint.get(), Number(workerData.intervalMs));
