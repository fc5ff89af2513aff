import { expect, test } from '@jest/globals';
import { deriveScopeNeeds } from './derive-scope-needs.ts';
import { scopesFor } from './scope-needs.ts';

const template = (resourceType: string, query: string) => ({
  key: resourceType,
  template: query,
  resourceType,
  features: [],
});

test('no more than the queries, the write-back and our Subscriptions need', () => {
  const templates = [
    template('Patient', 'Patient/{{context.patientId}}'),
    template('Observation', 'Observation?patient={{context.patientId}}&code=a'),
    template('Observation', 'Observation?patient={{context.patientId}}&code=b'),
    template('Flag', 'Flag?patient={{context.patientId}}'),
  ];
  const needs = deriveScopeNeeds(templates, { writes: ['RiskAssessment', 'Flag'], subscribes: true });
  expect(scopesFor(needs, 'v2')).toEqual([
    'system/Flag.crus',
    'system/Observation.rs',
    'system/Patient.r',
    'system/RiskAssessment.cus',
    'system/Subscription.cruds',
  ]);
  expect(scopesFor(deriveScopeNeeds(templates.slice(0, 1), { writes: [], subscribes: false }), 'v2')).toEqual([
    'system/Patient.r',
  ]);
});
