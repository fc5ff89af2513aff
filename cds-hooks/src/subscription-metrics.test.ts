import { expect, test } from '@jest/globals';
import { createMetrics } from './metrics.ts';

test('what door 2 tells: acknowledgements, gaps, sweeps, what was heard and what is silent', async () => {
  const metrics = createMetrics({ processMetrics: false });
  metrics.observeAcknowledgement('ward', 0.004);
  metrics.countFailedAttempt('settle', 'ward', 'fhir-unreachable', false);
  metrics.countGap('ward');
  metrics.countSweep('ward', 'gap', 'found', 2);
  metrics.countSweep('ward', 'schedule', 'clean', 0);
  metrics.countReactivation('ward', 'reactivated');
  metrics.heard('ward', 's1', 'event', 1_500);
  metrics.heard('ward', 's1', 'heartbeat', 2_500);
  metrics.heard('ward', 's2', 'heartbeat', 3_500);
  metrics.forgetSubscription('ward', 's2');
  metrics.setSilent('ward', true);
  metrics.countPurged('evaluations', 7);
  metrics.countStoreError('acceptEvent');
  const lines = (await metrics.registry.metrics()).split('\n').filter((line) => /^cardwright_.*[^0]$/.test(line));
  expect(lines).toEqual(
    expect.arrayContaining([
      'cardwright_acknowledgement_seconds_bucket{le="0.005",source="ward"} 1',
      'cardwright_failed_attempts_total{stage="settle",source="ward",code="fhir-unreachable",retry="false"} 1',
      'cardwright_gaps_total{source="ward"} 1',
      'cardwright_sweeps_total{source="ward",reason="gap",result="found"} 1',
      'cardwright_sweeps_total{source="ward",reason="schedule",result="clean"} 1',
      'cardwright_sweep_missed_total{source="ward"} 2',
      'cardwright_reactivations_total{source="ward",result="reactivated"} 1',
      'cardwright_subscription_last_event_timestamp_seconds{source="ward",subscription="s1"} 1.5',
      'cardwright_subscription_last_heartbeat_timestamp_seconds{source="ward",subscription="s1"} 2.5',
      'cardwright_source_silent{source="ward"} 1',
      'cardwright_purged_total{kind="evaluations"} 7',
      'cardwright_store_errors_total{operation="acceptEvent"} 1',
    ]),
  );
  expect(lines.some((line) => line.includes('s2'))).toBe(false);
});
