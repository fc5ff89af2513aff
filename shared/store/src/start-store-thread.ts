import { Worker } from 'node:worker_threads';
import { CardwrightError } from '@cardwright/cds-service';
import type { SqliteOptions, SqliteStore } from './sqlite-store.ts';

/** What is asked of the thread; the arguments are those of the method. */
export type StoreCall = readonly [id: number, method: keyof SqliteStore, parameters: readonly unknown[]];
/** What it says; a result, or why there is none. */
export type StoreReply = readonly [id: number, result: never, failure: StoreFailure | undefined];
/** A `CardwrightError` on its way between threads. */
export type StoreFailure = Pick<CardwrightError, 'code' | 'message' | 'details'>;

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: CardwrightError) => void;
}

/**
 * The store on a thread of its own. What one turn of the event loop asks for, or what gathers while the thread is busy, goes over
 * as one message and into one transaction: waking the thread costs more than a call. When the thread dies, every
 * call, open or to come, fails as `store-failed`: what it had committed is in the file.
 */
export function startStoreThread(options: SqliteOptions): SqliteStore {
  // None of our command-line options are for the thread: with `--input-type` it would not start.
  const worker = new Worker(new URL('./store-thread.ts', import.meta.url), { workerData: options, execArgv: [] });
  const call = connect(worker);
  let closed: Promise<void> | undefined;
  const remote =
    <A extends readonly unknown[], R>(method: keyof SqliteStore) =>
    (...parameters: A): Promise<R> =>
      call(method, parameters);
  return {
    recordRow: remote('recordRow'),
    readEvaluation: remote('readEvaluation'),
    listEvaluations: remote('listEvaluations'),
    readCard: remote('readCard'),
    recordFeedback: remote('recordFeedback'),
    readFeedback: remote('readFeedback'),
    readLastFeedback: remote('readLastFeedback'),
    acceptEvent: remote('acceptEvent'),
    takeEvents: remote('takeEvents'),
    completeEvent: remote('completeEvent'),
    failEvent: remote('failEvent'),
    quarantineEvent: remote('quarantineEvent'),
    settleEvent: remote('settleEvent'),
    listEvents: remote('listEvents'),
    readEvent: remote('readEvent'),
    requeueEvents: remote('requeueEvents'),
    discardEvents: remote('discardEvents'),
    inboxStatus: remote('inboxStatus'),
    wakePatients: remote('wakePatients'),
    takeWork: remote('takeWork'),
    completeWork: remote('completeWork'),
    failWork: remote('failWork'),
    requeueWork: remote('requeueWork'),
    listWork: remote('listWork'),
    readSightings: remote('readSightings'),
    recordSightings: remote('recordSightings'),
    sightingsBefore: remote('sightingsBefore'),
    forgetSightings: remote('forgetSightings'),
    readState: remote('readState'),
    writeState: remote('writeState'),
    pageOfStates: remote('pageOfStates'),
    deleteState: remote('deleteState'),
    claimToken: remote('claimToken'),
    recordStandings: remote('recordStandings'),
    readSteps: remote('readSteps'),
    retainRequest: remote('retainRequest'),
    readRetainedRequest: remote('readRetainedRequest'),
    purgeRequests: remote('purgeRequests'),
    purge: remote('purge'),
    reseal: remote('reseal'),
    exportRecords: remote('exportRecords'),
    // The thread answers when everything is in the file; whatever is asked of it later fails.
    close: () => (closed ??= call<void>('close', []).then(async () => void (await worker.terminate()))),
  };
}

function connect(worker: Worker) {
  const waiting = new Map<number, Waiting>();
  let calls: StoreCall[] = [];
  let lastId = 0;
  let isGone = false;
  let isBusy = false;
  const settled = () => waiting.size === 0 && worker.unref();
  const end = () => {
    isGone = true;
    waiting.forEach(({ reject }) => reject(gone()));
    waiting.clear();
  };
  worker.on('message', (replies: readonly StoreReply[]) => {
    isBusy = false;
    send();
    for (const [id, result, failure] of replies) {
      const { resolve, reject } = waiting.get(id) ?? {};
      waiting.delete(id);
      if (failure === undefined) resolve?.(result);
      else reject?.(new CardwrightError(failure.code, failure.message, failure.details));
    }
    settled();
  });
  worker.on('error', end).on('exit', end).unref();
  const send = () => {
    if (calls.length === 0) return;
    isBusy = true;
    worker.postMessage(calls);
    calls = [];
  };
  return <R>(method: keyof SqliteStore, parameters: readonly unknown[]): Promise<R> => {
    if (isGone) return Promise.reject(gone());
    return new Promise((resolve, reject) => {
      const id = (lastId += 1);
      // The process stays for an answer that is under way, and for nothing else.
      if (waiting.size === 0) worker.ref();
      waiting.set(id, { resolve, reject });
      if (calls.push([id, method, parameters]) === 1 && !isBusy) setImmediate(send);
    });
  };
}

const gone = () => new CardwrightError('store-failed', 'the store is closed');
