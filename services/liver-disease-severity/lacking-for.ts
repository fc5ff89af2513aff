import type { FeatureVector, MissingFeature } from '@cardwright/cds-service';
import { missingOf } from './missing-of.ts';
import { outsideOneWindow } from './outside-one-window.ts';
import { inputsOf, type Variant } from './signature.ts';
import { apartDays } from './windows.ts';

/**
 * What one score lacks in this chart: results (and the sex, where it is a term) that are absent, and results that are of
 * another time than the newest of the score, which count as stale. What the chart never holds is not asked for.
 */
export function lackingFor(vector: FeatureVector, variant: Variant): readonly MissingFeature[] {
  const inputs = inputsOf[variant];
  const numbers = inputs.filter(({ kind }) => kind === 'number').map(({ name }) => name);
  const asked = inputs.some(({ name }) => name === 'female') ? [...numbers, 'sex'] : numbers;
  const absent = asked.filter((name) => vector.features[name]?.status !== 'present');
  const days = variant === 'fib-4' ? apartDays.fibrosis : apartDays.severity;
  const results = numbers.filter((name) => name !== 'age');
  return [
    ...absent.map((name) => missingOf(vector, name)),
    ...outsideOneWindow(vector, results, days).map((feature): MissingFeature => ({
      feature,
      reason: 'stale',
      required: true,
    })),
  ];
}
