import { parentPort, workerData } from 'node:worker_threads';
import { sqliteStore } from './sqlite-store.ts';
import type { StoreCall, StoreFailure } from './start-store-thread.ts';
import { storeFailed } from './store-failed.ts';

// The thread of start-store-thread.ts: the store's methods by message. Calls of one message are written in one transaction.
const store = sqliteStore(workerData);
let replies: (readonly [id: number, result: unknown, failure: StoreFailure | undefined])[] = [];

const reply = (id: number, result: unknown, failure?: StoreFailure): void => {
  // What is settled together, because it was committed together, goes back together.
  if (replies.push([id, result, failure]) === 1) queueMicrotask(send);
};
const send = (): void => {
  parentPort?.postMessage(replies);
  replies = [];
};

parentPort?.on('message', (calls: readonly StoreCall[]) => {
  for (const [id, method, parameters] of calls) {
    const answer: Promise<unknown> = Reflect.apply(store[method], store, parameters);
    answer.then(
      (result) => reply(id, result),
      (error: unknown) => {
        const { code, message, details } = storeFailed(error);
        reply(id, undefined, { code, message, details });
      },
    );
  }
});
