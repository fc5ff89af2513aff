import type { AbsenceReason, FeatureVector, HookContext } from '@cardwright/cds-service';
import { summaryLimitCharacters } from '@cardwright/cards';
import { expect, test } from '@jest/globals';
import { insufficientCards } from './insufficient-cards.ts';
import { wording } from './wording.ts';

const vector: FeatureVector = { asOf: '2026-03-02T09:00:00Z', features: {} };
const context: HookContext = { hook: 'patient-view', patientId: 'p1', draftOrders: [], selections: [] };
const names = Object.keys(wording).filter((name) => !['age', 'smoking_status'].includes(name));

test.each(names.flatMap((a) => names.map((b): [string, string] => [a, b])))('%s and %s fit', (a, b) => {
  const reason: AbsenceReason = 'none-recorded';
  const missing = [a, b].map((feature) => ({ feature, reason, required: true }));
  const [card] = insufficientCards({ vector, context, missing, reasons: [] });
  expect(card?.summary.length).toBeLessThanOrEqual(summaryLimitCharacters);
});

test.each(['smoking_status', 'lung_cancer', 'deceased', 'age'])('silent while %s is not known', (feature) => {
  const missing = [{ feature, reason: 'none-recorded' as const, required: true }];
  expect(insufficientCards({ vector, context, missing, reasons: [] })).toEqual([]);
});
