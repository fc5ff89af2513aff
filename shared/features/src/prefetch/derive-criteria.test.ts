import { describe, expect, test } from '@jest/globals';
import type { FeatureDeclarations } from '../declaration.ts';
import { units } from '../units/units.ts';
import { criteriaQueries, maxCodeListLength } from './criteria-queries.ts';
import { deriveCriteria } from './derive-criteria.ts';

const loinc = 'http://loinc.org';
const coded = (code: string) => ({ system: loinc, code });
const number = (id: string, codes: readonly string[], panels: readonly string[] = []): FeatureDeclarations => ({
  [id]: {
    kind: 'observation-number',
    pick: 'latest',
    codes: { id, title: id, source: 'test', codes: codes.map(coded), panels: panels.map(coded) },
    unit: units.heartRate,
    plausible: [0, 1000],
  },
});

describe('what is asked of a server', () => {
  test('codes and panels of all who listen to Observations, each once and sorted', () => {
    const features = { ...number('pulse', ['8867-4', '76282-3']), ...number('pressure', ['8480-6'], ['85354-9']) };
    const criteria = deriveCriteria([
      { features, notifications: ['Observation'] },
      { features: number('pulse', ['8867-4']), notifications: ['Observation'] },
      { features: number('sodium', ['2951-2']), notifications: [] },
    ]);
    expect(criteria).toEqual([
      {
        type: 'Observation',
        codes: ['76282-3', '8480-6', '85354-9', '8867-4'].map((code) => ({ system: loinc, code })),
      },
    ]);
    expect(criteriaQueries(criteria)).toEqual([
      `Observation?code=${['76282-3', '8480-6', '85354-9', '8867-4'].map((code) => encodeURIComponent(`${loinc}|${code}`)).join(',')}`,
    ]);
  });
  test('every other type is asked for as a whole', () => {
    const criteria = deriveCriteria([{ features: {}, notifications: ['MedicationRequest', 'Condition'] }]);
    expect(criteria).toEqual([{ type: 'Condition' }, { type: 'MedicationRequest' }]);
    expect(criteriaQueries(criteria)).toEqual(['Condition', 'MedicationRequest']);
  });
  test('a service whose features no Observation answers hears of none', () => {
    expect(deriveCriteria([{ features: {}, notifications: ['Observation'] }])).toEqual([]);
  });
  test('a long list is divided, and nothing is lost', () => {
    const codes = Array.from({ length: 200 }, (_, index) => ({ system: loinc, code: `${10_000 + index}-1` }));
    const queries = criteriaQueries([{ type: 'Observation', codes }]);
    expect(queries.length).toBeGreaterThan(1);
    for (const query of queries)
      expect(query.length).toBeLessThanOrEqual(maxCodeListLength + 'Observation?code='.length);
    const asked = queries.flatMap((query) => query.slice('Observation?code='.length).split(','));
    expect(asked.map(decodeURIComponent)).toEqual(codes.map(({ system, code }) => `${system}|${code}`));
  });
});
