import type { Resource } from '@medplum/fhirtypes';
import { expect, test } from '@jest/globals';
import type { FeatureDeclarations } from '../declaration.ts';
import { condition, medicationRequest, observation, patient } from '../fixtures/chart.ts';
import { units } from '../units/units.ts';
import { loinc, snomed } from '../value-sets/codes.ts';
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
