import { describe, expect, test } from '@jest/globals';
import type { FhirInteraction } from '@cardwright/fhir';
import { readGrantedScopes } from './granted-scopes.ts';
import { scopesFor } from './scope-needs.ts';

const needs = new Map<string, ReadonlySet<FhirInteraction>>([
  ['Patient', new Set(['r'])],
  ['Observation', new Set(['s', 'r'])],
  ['RiskAssessment', new Set(['u', 'c'])],
  ['Subscription', new Set(['c', 'r', 'u', 'd', 's'])],
  ['Flag', new Set()],
]);

test('needs as scopes, in both syntaxes', () => {
  expect(scopesFor(needs, 'v2')).toEqual([
    'system/Observation.rs',
    'system/Patient.r',
    'system/RiskAssessment.cu',
    'system/Subscription.cruds',
  ]);
  expect(scopesFor(needs, 'v1')).toEqual([
    'system/Observation.read',
    'system/Patient.read',
    'system/RiskAssessment.write',
    'system/Subscription.read',
    'system/Subscription.write',
  ]);
});

describe('what a grant is good for', () => {
  const asked = ['system/Observation.rs', 'system/Patient.r'];
  test.each([
    ['system/Observation.rs system/Patient.r', 'Observation', 's', true, []],
    ['system/Observation.rs', 'Patient', 'r', false, ['system/Patient.r']],
    ['system/Observation.r system/Patient.r', 'Observation', 's', false, ['system/Observation.rs']],
    ['system/Observation.cruds  system/Patient.rs', 'Observation', 'd', true, []],
    ['system/Observation.read system/Patient.read', 'Observation', 's', true, []],
    ['system/Observation.read system/Patient.read', 'Observation', 'u', false, []],
    ['system/*.rs', 'Condition', 's', true, []],
    ['system/*.read', 'Patient', 'r', true, []],
    ['system/*.*', 'Observation', 'c', true, []],
    ['user/Observation.rs patient/Patient.r', 'Observation', 'r', false, asked],
    [
      'system/Observation.rs?category=laboratory system/Patient.r',
      'Observation',
      's',
      false,
      ['system/Observation.rs'],
    ],
    ['', 'Patient', 'r', false, asked],
    ['system/Observation.delete system/.rs nonsense', 'Observation', 'd', false, asked],
    [undefined, 'Observation', 's', true, []],
    [undefined, 'Condition', 's', false, []],
  ] as const)('%j: %s.%s %j', (granted, type, interaction, permitted, missing) => {
    const read = readGrantedScopes(granted, asked);
    expect(read.permits(type, interaction)).toBe(permitted);
    expect(read.missing).toEqual(missing);
  });

  test('a narrowed grant counts where it was asked for like that', () => {
    const scope = 'system/Observation.rs?category=laboratory';
    expect(readGrantedScopes(scope, [scope])).toMatchObject({ missing: [] });
    expect(readGrantedScopes(scope, [scope]).permits('Observation', 's')).toBe(true);
  });
});
