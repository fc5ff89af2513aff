import type { Logger } from 'pino';
import type { RetentionConfig } from '../config/config.ts';
import { errorKind } from '../error-kind.ts';
import type { SubscriptionMetrics } from '../subscription-metrics.ts';
import { purgeLimits } from './purge-limits.ts';
import { purgeStore, type PurgedStore } from './purge-store.ts';

/** A day: retention is counted in days. */
const purgeIntervalMs = 86_400_000;

export interface PurgeOptions {
  readonly store: PurgedStore;
  /** The one that is in force at the time. */
  readonly retention: () => RetentionConfig;
  readonly now: () => Date;
  readonly log: Logger;
  readonly metrics: Pick<SubscriptionMetrics, 'countPurged'>;
}

/** Enforces retention at start and once a day; each purge is one line of the log with its counts. */
export function startPurges({ store, retention, now, log, metrics }: PurgeOptions): {
  readonly stop: () => Promise<void>;
} {
  const purge = async (): Promise<void> => {
    try {
      const report = await purgeStore(store, purgeLimits(retention(), now().getTime()));
      Object.entries(report).forEach(([kind, records]) => metrics.countPurged(kind, records));
      log.info(report, 'purged');
    } catch (error) {
      log.error({ kind: errorKind(error) }, 'purge failed');
    }
  };
  let running = purge();
  const timer = setInterval(() => {
    running = running.then(purge);
  }, purgeIntervalMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
