import { describe, expect, test } from '@jest/globals';
import type { AbsenceReason, Feature, FeatureValue, HookContext, ModelManifest } from '@cardwright/cds-service';
import { buildModels } from './models.ts';
import { plan } from './plan.ts';

const models: Readonly<Record<string, ModelManifest>> = Object.fromEntries(
  buildModels().map(({ manifest }) => [manifest.variant, { ...manifest, sha256: '' }]),
);
const context: HookContext = { hook: 'order-sign', patientId: '1', draftOrders: [], selections: [] };
const present = (value: FeatureValue): Feature => ({ status: 'present', value, unit: '1', references: [] });
const absent = (reason: AbsenceReason): Feature => ({ status: 'absent', reason, references: [] });

const woman: Readonly<Record<string, Feature>> = {
  age: present(60),
  sex: present('female'),
  deceased: present(false),
  height: present(170),
  weight: present(75),
  vkorc1: absent('none-recorded'),
  cyp2c9: absent('none-recorded'),
  race: present('white'),
  inducer: present(false),
  amiodarone: present(false),
  active_warfarin: present(false),
  held_warfarin: present(false),
  earlier_warfarin: present(false),
  pregnancy_condition: present(false),
  pregnancy_status: absent('none-recorded'),
  draft_daily_dose: present(5),
};
const planFor = (changes: Readonly<Record<string, Feature>>) =>
  plan({ vector: { asOf: '2026-03-02T09:00:00Z', features: { ...woman, ...changes } }, context }, models);

describe('plan', () => {
  test('everything on file: runs, the answer first', () => {
    const planned = planFor({});
    expect(planned.kind === 'predict' && planned.requests[0]).toMatchObject({
      variant: 'iwpc-clinical',
      inputs: { age: 60, race: 'white' },
    });
  });

  test.each<[string, Readonly<Record<string, Feature>>]>([
    ['active warfarin unknown', { active_warfarin: absent('query-failed') }],
    ['pregnancy unknown', { pregnancy_condition: absent('query-failed') }],
    ['pregnancy status unreadable', { pregnancy_status: absent('no-value') }],
    ['pregnancy status not answered', { pregnancy_status: absent('query-failed') }],
    ['pregnancy and sex unknown', { pregnancy_condition: absent('not-queried'), sex: absent('none-recorded') }],
    ['interacting drugs unknown', { inducer: absent('input-missing') }],
    ['age unknown', { age: absent('none-recorded') }],
    ['height implausible', { height: absent('implausible') }],
  ])('%s: nothing is computed, and what is missing is named as required', (_, changes) => {
    const planned = planFor(changes);
    const [name] = Object.keys(changes);
    expect(planned).toMatchObject({ kind: 'insufficient-data', missing: [{ feature: name, required: true }] });
  });

  test('a recorded man needs no answer about pregnancy', () => {
    expect(planFor({ pregnancy_condition: absent('query-failed'), sex: present('male') }).kind).toBe('predict');
    expect(planFor({ pregnancy_status: absent('no-value'), sex: present('male') }).kind).toBe('predict');
    expect(planFor({ pregnancy_status: absent('stale') }).kind).toBe('predict');
  });

  test.each<[string, number, string]>([
    ['age', 110, 'predict'],
    ['age', 111, 'not-applicable'],
    ['age', 18, 'predict'],
    ['age', 17, 'not-applicable'],
    ['height', 120, 'predict'],
    ['height', 119.9, 'not-applicable'],
    ['height', 220, 'predict'],
    ['height', 220.1, 'not-applicable'],
    ['weight', 30, 'predict'],
    ['weight', 29.9, 'not-applicable'],
    ['weight', 250, 'predict'],
    ['weight', 250.1, 'not-applicable'],
  ])('%s %d: %s', (name, value, kind) => expect(planFor({ [name]: present(value) }).kind).toBe(kind));

  test('exclusion comes before missing data: a pregnant patient without a weight is not applicable', () => {
    const planned = planFor({ pregnancy_status: present(true), weight: absent('none-recorded') });
    expect(planned).toEqual({ kind: 'not-applicable', reasons: ['The patient is recorded as pregnant.'] });
  });
});
