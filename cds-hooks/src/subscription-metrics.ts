import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Why the sources of door 2 are asked what they did not tell. */
export const sweepReasons = ['start', 'schedule', 'gap', 'reactivation', 'silence', 'operator'] as const;
export type SweepReason = (typeof sweepReasons)[number];

/** What door 2 tells of itself. Labels are ids of sources and subscriptions, and words of ours; never a patient. */
export interface SubscriptionMetrics {
  /** From the first byte to the committed answer. */
  readonly observeAcknowledgement: (source: string, seconds: number) => void;
  /** A notification or a patient's work that ended with this code; `retry` says whether it is tried again. */
  readonly countFailedAttempt: (stage: 'settle' | 'answer', source: string, code: string, retry: boolean) => void;
  /** Event numbers that did not come within the grace time. */
  readonly countGap: (source: string) => void;
  /** `found`: the sweep saw changes that nothing had notified; `missed` is how many. */
  readonly countSweep: (
    source: string,
    reason: SweepReason,
    result: 'clean' | 'found' | 'failed',
    missed: number,
  ) => void;
  readonly countReactivation: (source: string, result: 'reactivated' | 'failed') => void;
  /** A frame of this kind came for a subscription of ours, at an epoch millisecond. */
  readonly heard: (source: string, subscription: string, kind: 'event' | 'heartbeat', atMs: number) => void;
  /** The subscription is gone: what was heard of it is no longer told. */
  readonly forgetSubscription: (source: string, subscription: string) => void;
  /** Whether the source has been silent for longer than its configuration allows. */
  readonly setSilent: (source: string, isSilent: boolean) => void;
  /** Records that the retention removed. */
  readonly countPurged: (kind: string, records: number) => void;
  readonly countStoreError: (operation: string) => void;
}

/** Registers the metrics of door 2. */
export function subscriptionMetrics(registry: Registry): SubscriptionMetrics {
  return { ...receiving(registry), ...recovering(registry), ...storing(registry) };
}

type Receiving = Pick<SubscriptionMetrics, 'observeAcknowledgement' | 'countFailedAttempt'>;

function receiving(registry: Registry): Receiving {
  const acknowledgement = new Histogram({
    name: 'cardwright_acknowledgement_seconds',
    help: 'From a notification to its acknowledgement, which follows the commit',
    labelNames: ['source'],
    buckets: [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2],
    registers: [registry],
  });
  const failed = new Counter({
    name: 'cardwright_failed_attempts_total',
    help: 'Attempts to settle a notification or to answer for a patient that failed; retry "false" means given up',
    labelNames: ['stage', 'source', 'code', 'retry'],
    registers: [registry],
  });
  return {
    observeAcknowledgement: (source, seconds) => acknowledgement.observe({ source }, seconds),
    countFailedAttempt: (stage, source, code, retry) => failed.inc({ stage, source, code, retry: String(retry) }),
  };
}

type Recovering = Omit<SubscriptionMetrics, keyof Receiving | keyof Storing>;

function recovering(registry: Registry): Recovering {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const gauge = (name: string, help: string, labelNames: readonly string[]) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers });
  const gaps = counter('cardwright_gaps_total', 'Event numbers that did not come in time', ['source']);
  const sweeps = counter('cardwright_sweeps_total', 'Sweeps by what led to them and how they ended', [
    'source',
    'reason',
    'result',
  ]);
  const missed = counter(
    'cardwright_sweep_missed_total',
    'Changes that a sweep found and nothing had notified: the real loss',
    ['source'],
  );
  const reactivations = counter('cardwright_reactivations_total', 'Subscriptions that were asked to be active again', [
    'source',
    'result',
  ]);
  const heardAt = {
    event: gauge('cardwright_subscription_last_event_timestamp_seconds', 'When the last event came, in Unix time', [
      'source',
      'subscription',
    ]),
    heartbeat: gauge(
      'cardwright_subscription_last_heartbeat_timestamp_seconds',
      'When the last heartbeat came, in Unix time',
      ['source', 'subscription'],
    ),
  };
  const silent = gauge('cardwright_source_silent', '1 while a source has been silent for longer than it may', [
    'source',
  ]);
  return {
    countGap: (source) => gaps.inc({ source }),
    countSweep: (source, reason, result, found) => {
      sweeps.inc({ source, reason, result });
      missed.inc({ source }, found);
    },
    countReactivation: (source, result) => reactivations.inc({ source, result }),
    heard: (source, subscription, kind, atMs) => heardAt[kind].set({ source, subscription }, atMs / 1000),
    forgetSubscription: (source, subscription) => {
      for (const one of Object.values(heardAt)) one.remove({ source, subscription });
    },
    setSilent: (source, isSilent) => silent.set({ source }, isSilent ? 1 : 0),
  };
}

type Storing = Pick<SubscriptionMetrics, 'countPurged' | 'countStoreError'>;

function storing(registry: Registry): Storing {
  const purged = new Counter({
    name: 'cardwright_purged_total',
    help: 'Records that the retention removed',
    labelNames: ['kind'],
    registers: [registry],
  });
  const errors = new Counter({
    name: 'cardwright_store_errors_total',
    help: 'Operations of the store that failed',
    labelNames: ['operation'],
    registers: [registry],
  });
  return {
    countPurged: (kind, records) => purged.inc({ kind }, records),
    countStoreError: (operation) => errors.inc({ operation }),
  };
}
