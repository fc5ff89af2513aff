import type { Observation } from '@medplum/fhirtypes';

/** When an Observation happened, in the chart's own words; the start of a period. */
export function recordedEffective(observation: Observation): string | undefined {
  return (
    observation.effectiveDateTime ??
    observation.effectiveInstant ??
    observation.effectivePeriod?.start ??
    observation.effectivePeriod?.end ??
    observation.effectiveTiming?.event?.[0]
  );
}
