import type { Escalated, Evaluation } from '@cardwright/cds-service';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { inboxGauges, type WatchInbox } from './inbox-gauges.ts';
import { modelGauge, type WatchModels } from './model-gauge.ts';
import { subscriptionMetrics, type SubscriptionMetrics } from './subscription-metrics.ts';

/** Prometheus metrics: names of services, features, reasons and codes; never a patient. */
export interface Metrics extends SubscriptionMetrics {
  readonly registry: Registry;
  readonly countEvaluation: (evaluation: Evaluation, seconds: number) => void;
  readonly countNotification: (source: string, result: 'accepted' | 'duplicate' | 'refused' | 'quarantined') => void;
  readonly countPublished: (service: string, result: 'written' | 'unchanged' | 'withdrawn' | 'failed') => void;
  /** What an evaluation of door 2 did with the Flag or Task of its service. */
  readonly countEscalation: (service: string, state: Escalated['state']) => void;
  readonly countFeedback: (service: string, stored: number) => void;
  /** Whose models `cardwright_model_ready` tells of, asked at every scrape; the last one told counts. */
  readonly watchModels: WatchModels;
  /** Whose inbox is told of. */
  readonly watchInbox: WatchInbox;
  /** A version on trial that ran, or (`skipped`) was left out because enough ran already. */
  readonly countChallenger: (service: string, version: string, outcome: Evaluation['outcome'] | 'skipped') => void;
  /** Replaces what was said before. */
  readonly setVersionProblems: (problems: readonly { readonly service: string; readonly code: string }[]) => void;
}

/** A registry of its own, so that two hosts in one process (tests) do not share counts. */
export function createMetrics(options: { readonly processMetrics: boolean }): Metrics {
  const registry = new Registry();
  if (options.processMetrics) collectDefaultMetrics({ register: registry });
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers: [registry] });
  const evaluations = counter('cardwright_evaluations_total', 'Evaluations by outcome', [
    'service',
    'trigger',
    'outcome',
  ]);
  const absences = counter('cardwright_feature_absent_total', 'Features without a value, by reason', [
    'service',
    'feature',
    'reason',
  ]);
  const notifications = counter('cardwright_notifications_total', 'Notifications by result', ['source', 'result']);
  const published = counter('cardwright_assessments_published_total', 'Evaluations written back to their source', [
    'service',
    'result',
  ]);
  const escalations = counter('cardwright_escalations_total', 'What became of Flags and Tasks', ['service', 'state']);
  const feedback = counter('cardwright_feedback_total', 'Feedback entries stored', ['service']);
  const challengers = counter('cardwright_challenger_evaluations_total', 'Evaluations of versions on trial', [
    'service',
    'version',
    'outcome',
  ]);
  const problems = new Gauge({
    name: 'cardwright_version_problems',
    help: 'Versions that do not do what is asked of them: /readyz says why',
    labelNames: ['service', 'code'],
    registers: [registry],
  });
  const quieted = counter(
    'cardwright_suppressed_total',
    'Evaluations whose cards, Flag or Task a quiet period withheld',
    ['service'],
  );
  const seconds = new Histogram({
    name: 'cardwright_evaluation_seconds',
    help: 'From parsed request to recorded evaluation',
    labelNames: ['service'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2],
    registers: [registry],
  });
  return {
    registry,
    countEvaluation: ({ service, trigger, outcome, features, suppressed }, elapsed) => {
      if (suppressed !== undefined) quieted.inc({ service });
      evaluations.inc({ service, trigger: knownTrigger(trigger), outcome });
      seconds.observe({ service }, elapsed);
      for (const [feature, found] of Object.entries(features.features)) {
        if (found.status === 'absent') absences.inc({ service, feature, reason: found.reason });
      }
    },
    countNotification: (source, result) => notifications.inc({ source, result }),
    countPublished: (service, result) => published.inc({ service, result }),
    countEscalation: (service, state) => escalations.inc({ service, state }),
    countChallenger: (service, version, outcome) => challengers.inc({ service, version, outcome }),
    setVersionProblems: (given) => {
      problems.reset();
      for (const { service, code } of given) problems.inc({ service, code });
    },
    countFeedback: (service, stored) => feedback.inc({ service }, stored),
    watchModels: modelGauge(registry),
    watchInbox: inboxGauges(registry),
    ...subscriptionMetrics(registry),
  };
}

const triggers = [
  'patient-view',
  'order-select',
  'order-sign',
  'encounter-start',
  'encounter-discharge',
  'notification',
];

/** Hook names are an open set that clients choose: unknown ones share one label, so that nobody can grow the registry. */
const knownTrigger = (trigger: string): string => (triggers.includes(trigger) ? trigger : 'other');
