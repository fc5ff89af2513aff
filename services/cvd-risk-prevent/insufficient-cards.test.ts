import { describe, expect, test } from '@jest/globals';
import type { AbsenceReason, MissingFeature } from '@cardwright/cds-service';
import { checkCard } from '@cardwright/cards';
import { insufficientCards } from './insufficient-cards.ts';
import { context } from './test-support/context.fixture.ts';
import { vectorOf } from './test-support/vector.fixture.ts';

const lacking = (...features: readonly string[]) => features.map((feature) => missing(feature, 'none-recorded'));
const missing = (feature: string, reason: AbsenceReason): MissingFeature => ({ feature, reason, required: true });

function cardFor(absences: readonly MissingFeature[], reasons: readonly string[] = ['HDL cholesterol: not recorded.']) {
  const input = { vector: vectorOf(), context: { ...context, encounterId: 'e1' }, missing: absences, reasons };
  const [card] = insufficientCards(input);
  if (card === undefined) throw new Error('one card is expected');
  expect(checkCard(card)).toEqual([]);
  return card;
}

describe('insufficientCards', () => {
  test('missing lipids: what is missing, and one draft order for the panel', () => {
    const card = cardFor(lacking('total_c', 'hdl_c'));
    expect(card.summary).toBe(
      'Cardiovascular risk (PREVENT) not estimated: no usable value for Total cholesterol, HDL cholesterol',
    );
    expect(card.indicator).toBe('info');
    expect(card.detail).toContain('- HDL cholesterol: not recorded.');
    expect(card.suggestions?.map(({ label }) => label)).toEqual(['Order a lipid panel']);
    expect(card.suggestions?.[0]?.actions?.[0]).toMatchObject({
      type: 'create',
      resource: {
        resourceType: 'ServiceRequest',
        status: 'draft',
        intent: 'order',
        subject: { reference: 'Patient/p1' },
        encounter: { reference: 'Encounter/e1' },
        code: { coding: [{ system: 'http://loinc.org', code: '57698-3' }] },
      },
    });
    expect(card.suggestions?.some(({ isRecommended }) => isRecommended)).toBe(false);
  });

  test('lipids and creatinine: two orders, any of them', () => {
    const card = cardFor([...lacking('hdl_c'), missing('egfr', 'input-missing'), ...lacking('creatinine')]);
    expect(card.summary).toBe(
      'Cardiovascular risk (PREVENT) not estimated: no usable value for HDL cholesterol, Creatinine',
    );
    expect(card.suggestions?.map(({ label }) => label)).toEqual(['Order a lipid panel', 'Order creatinine with eGFR']);
    expect(card.selectionBehavior).toBe('any');
  });

  test.each<AbsenceReason>(['query-failed', 'not-queried', 'withheld'])(
    '%s: a result may be there already, so nothing is suggested',
    (reason) => {
      expect(cardFor([missing('total_c', reason)]).suggestions).toBeUndefined();
    },
  );

  test('an eGFR that fails for want of the sex needs no new creatinine', () => {
    const card = cardFor([missing('sex', 'no-value'), missing('egfr', 'input-missing')]);
    expect(card.summary).toBe('Cardiovascular risk (PREVENT) not estimated: no usable value for Sex');
    expect(card.suggestions).toBeUndefined();
  });

  test('out of range only: no order, and the reason is said', () => {
    const reason = 'Systolic blood pressure 186 mmHg is above the model’s range 90–180 mmHg.';
    const card = cardFor([], [reason]);
    expect(card.summary).toBe(
      'Cardiovascular risk (PREVENT) not estimated: Systolic blood pressure 186 mmHg is above the model’s range 90–180 mmHg',
    );
    expect(card.detail).toContain(reason);
    expect(card.suggestions).toBeUndefined();
  });

  test('several values out of range: the summary names none instead of one of them', () => {
    const reasons = ['Total cholesterol 321 mg/dL is above …', 'eGFR 14 mL/min/1.73 m² is below …'];
    expect(cardFor([], reasons).summary).toBe(
      'Cardiovascular risk (PREVENT) not estimated: 2 inputs are outside the model’s range',
    );
  });

  test('everything missing: the summary counts instead of overflowing', () => {
    const all = ['sbp', 'bp_tx', 'total_c', 'hdl_c', 'statin', 'dm', 'smoking', 'egfr'];
    expect(cardFor(lacking(...all)).summary).toBe(
      'Cardiovascular risk (PREVENT) not estimated: no usable value for 8 inputs',
    );
  });
});
