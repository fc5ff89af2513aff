import { expect, test } from '@jest/globals';
import type { ChangedInput, ChangedRisk } from '@cardwright/cds-service';
import { changesInWords } from './changes-in-words.ts';

const asOf = '2026-03-10T14:00:00Z';
const words = (risks: readonly ChangedRisk[], inputs: readonly ChangedInput[] = [], earlier = '2026-03-10T13:50:00Z') =>
  changesInWords({ evaluation: 'e', asOf: earlier, risks, inputs }, asOf);
const score: ChangedRisk = { name: 'score', title: 'NEWS2 score', before: 5, now: 7, unit: '{score}' };

test('the number with its unit, when, and what changed', () => {
  expect(words([score], [{ feature: 'heart_rate', before: 95, now: 115, unit: '/min' }])).toBe(
    '**Since 13:50 (UTC), 10 min ago:** NEWS2 score 5 → 7 points. Changed: heart rate 95 → 115/min.',
  );
});

test('a probability in percent, a category in its words, an old one by its date', () => {
  const risk = { name: 'r', title: 'Risk', before: 0.07, now: 0.0925, unit: '1' };
  const category = { name: 'c', title: 'Class', before: 'low', now: 'high', unit: '{category}' };
  expect(words([risk, category], [], '2026-01-02T08:00:00Z')).toBe(
    '**Since 2026-01-02:** Risk 7.0% → 9.3%; Class low → high.',
  );
});

test('what was or is absent is said; many are counted; nothing of a feature’s text is Markdown', () => {
  const inputs = [
    { feature: 'a', now: 1, unit: '/min' },
    { feature: 'b', before: true, now: false, unit: '{boolean}' },
    { feature: 'c', before: '*x*', now: 'y', unit: '{category}' },
    { feature: 'd', before: 1, unit: '/min' },
    { feature: 'e', before: 1, now: 2, unit: '/min' },
    { feature: 'f', before: 1, now: 2, unit: '/min' },
  ];
  expect(words([score], inputs)).toContain(
    'a not recorded → 1/min; b yes → no; c \\*x\\* → y; d 1/min → not recorded; and 2 more.',
  );
});
