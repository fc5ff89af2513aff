import type { Resource } from '@medplum/fhirtypes';
import { expect, test } from '@jest/globals';
import type { FeatureDeclarations } from '../declaration.ts';
import { condition, medicationRequest, observation, patient } from '../fixtures/chart.ts';
import { units } from '../units/units.ts';
import { loinc, snomed } from '../fixtures/codes.ts';
import { systolicBloodPressure } from '../value-sets/vital-signs.ts';
import { concernsResource } from './concerns-resource.ts';

const vitals: FeatureDeclarations = {
  sbp: {
    kind: 'observation-number',
    pick: 'latest',
    codes: systolicBloodPressure,
    unit: units.bloodPressure,
    plausible: [30, 300],
  },
  high: { kind: 'threshold', of: 'sbp', above: 140 },
};
const history: FeatureDeclarations = {
  dm: {
    kind: 'condition',
    codes: { id: 'dm', title: 'DM', source: 'test', codes: [snomed('1', '')] },
    when: 'ever',
    negative: 'asked',
  },
  age: { kind: 'age' },
};
const systolic = { code: { coding: [loinc('8480-6', '')].map((c) => ({ ...c })) } };

test.each<[string, Resource, boolean, boolean]>([
  ['a result of the set', observation('a', loinc('8480-6', '')), true, false],
  ['a retracted one', observation('a', loinc('8480-6', ''), { status: 'entered-in-error' }), true, false],
  ['a panel of the set', observation('a', loinc('85354-9', '')), true, false],
  ['a component of the set', observation('a', loinc('99999-9', ''), { component: [systolic] }), true, false],
  ['another result', observation('a', loinc('2160-0', '')), false, false],
  ['a result without a code', observation('a', undefined), true, false],
  ['a condition of the set', condition('a', snomed('1', '')), false, true],
  ['another condition', condition('a', snomed('2', '')), false, false],
  ['a medication', medicationRequest('a'), false, false],
  ['the patient', patient(), false, true],
])('%s: vitals, history', (_, resource, ofVitals, ofHistory) => {
  expect(concernsResource(vitals, resource)).toBe(ofVitals);
  expect(concernsResource(history, resource)).toBe(ofHistory);
});

const codes = { id: 'x', title: 'X', source: 'test', codes: [snomed('1', '')] };
const of = { subject: { reference: 'Patient/p1' } };
const procedure = (code: string): Resource => ({
  resourceType: 'Procedure',
  status: 'completed',
  code: { coding: [{ ...snomed(code, '') }] },
  ...of,
});
const allergy: Resource = { resourceType: 'AllergyIntolerance', patient: of.subject };
const encounter: Resource = { resourceType: 'Encounter', status: 'in-progress', class: {}, ...of };
const dose: Resource = { resourceType: 'MedicationAdministration', status: 'completed', ...of };
const stay: FeatureDeclarations = {
  sbp: {
    kind: 'observation-number',
    pick: 'first',
    codes: systolicBloodPressure,
    unit: units.bloodPressure,
    plausible: [30, 300],
    window: { since: 'admission' },
  },
};
const drugs: FeatureDeclarations = {
  drugs: { kind: 'medication-count', codes, when: 'ever', from: ['MedicationAdministration'] },
};
test.each<[string, FeatureDeclarations, Resource, boolean]>([
  ['a procedure of the set', { it: { kind: 'procedure-count', codes, when: 'ever' } }, procedure('1'), true],
  ['another procedure', { it: { kind: 'procedure', codes, when: 'ever', negative: 'asked' } }, procedure('2'), false],
  ['any allergy', { it: { kind: 'allergy', codes, negative: 'asked' } }, allergy, true],
  ['an encounter, where encounters are counted', { it: { kind: 'encounter-count' } }, encounter, true],
  ['an encounter, where a window begins with it', stay, encounter, true],
  ['an encounter, elsewhere', vitals, encounter, false],
  ['a dose, where doses are read', drugs, dose, true],
  ['an order, where only doses are read', drugs, medicationRequest('a'), false],
])('%s', (_, declarations, resource, expected) => {
  expect(concernsResource(declarations, resource)).toBe(expected);
});
