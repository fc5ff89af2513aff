import type { Chart } from './chart.ts';
import { between } from './seeded-random.ts';

/** Usual values that no story turns on. */
const unrelatedLabs = [
  ['hemoglobin', 12.5, 15.5, 1],
  ['platelets', 180, 340, 0],
  ['leukocytes', 4.5, 9.5, 1],
  ['sodium', 136, 143, 0],
  ['potassium', 3.8, 4.9, 1],
  ['triglycerides', 90, 180, 0],
] as const;

const pastIllnesses = ['viralPharyngitis', 'acuteBronchitis', 'ankleSprain'] as const;

/** What fills real charts: blood counts and electrolytes over the years, illnesses that passed, courses that ended. */
export function addNoise(chart: Chart): void {
  const { random } = chart;
  for (const [test, low, high, decimals] of unrelatedLabs) {
    const count = between(random, 1, 3);
    for (let index = 0; index < count; index += 1) {
      chart.lab(test, between(random, low, high, decimals), {
        days: between(random, 20, 1200),
        minutes: between(random, 0, 600),
      });
    }
  }
  for (const illness of pastIllnesses) {
    if (random() < 0.4) continue;
    const onsetDays = between(random, 200, 2500);
    chart.condition(illness, { days: onsetDays }, { days: onsetDays - between(random, 5, 20) });
  }
  const courseDays = between(random, 100, 900);
  chart.medication('amoxicillin500mg', { days: courseDays }, undefined, 'completed');
  if (random() < 0.5) chart.medication('ibuprofen200mg', { days: courseDays + 200 }, undefined, 'stopped');
}
