import { describe, expect, test } from '@jest/globals';
import { iwpcPharmacogenetic } from './coefficients.ts';
import { iwpcRoot } from './iwpc-root.ts';
import { plannedRuns } from './planned-runs.ts';

const body = { age: 60, height: 170, weight: 75, race: 'white', inducer: false, amiodarone: false };
const roles = (...given: Parameters<typeof plannedRuns>) => plannedRuns(...given).map(({ role }) => role);

describe('plannedRuns', () => {
  test('the answer comes first and is the only one explained', () => {
    const runs = plannedRuns('iwpc-pharmacogenetic', { ...body, vkorc1: 'AG', cyp2c9: '*1/*1' });
    expect(runs.map(({ role }) => role)).toEqual(['estimate', 'without-race']);
    expect(runs.map(({ request }) => request.explain)).toEqual([['weekly_dose_mg'], undefined]);
  });

  test('a missing genotype adds the two ends of what it could give', () => {
    const runs = plannedRuns('iwpc-clinical', body);
    const at = (role: string) => runs.find((run) => run.role === role)?.request.inputs;
    expect(at('lowest-genotype')).toMatchObject({ vkorc1: 'AA', cyp2c9: '*3/*3' });
    expect(at('highest-genotype')).toMatchObject({ vkorc1: 'GG', cyp2c9: '*1/*1' });
  });

  test('a known genotype stays what it is at both ends', () => {
    const runs = plannedRuns('iwpc-pharmacogenetic', { ...body, vkorc1: 'AG', cyp2c9: 'unknown' });
    const ends = runs.filter(({ role }) => role.endsWith('genotype')).map(({ request }) => request.inputs['vkorc1']);
    expect(ends).toEqual(['AG', 'AG']);
  });

  test('recorded Black race with a genotype adds the clinical formula, without one it does not', () => {
    const black = { ...body, race: 'black' };
    expect(roles('iwpc-pharmacogenetic', { ...black, vkorc1: 'AG', cyp2c9: '*1/*1' })).toContain('clinical');
    expect(roles('iwpc-clinical', black)).not.toContain('clinical');
  });

  const frail = { ...body, age: 95, height: 122, weight: 32, race: 'black', amiodarone: true };

  test('a negative root asks for the root only', () => {
    const inputs = { ...frail, vkorc1: 'AA', cyp2c9: '*3/*3' };
    expect(iwpcRoot(iwpcPharmacogenetic, inputs)).toBeLessThan(0);
    const runs = plannedRuns('iwpc-pharmacogenetic', inputs);
    expect(runs.map(({ role, request }) => [role, request.outputs])).toEqual([['no-dose', ['sqrt_weekly_dose']]]);
  });

  test('genotypes without a dose are not asked for: one such row would refuse the whole batch', () => {
    const runs = plannedRuns('iwpc-pharmacogenetic', { ...frail, vkorc1: 'AA', cyp2c9: 'unknown' });
    expect(runs.length).toBeGreaterThan(2);
    for (const { role, request } of runs.filter((run) => run.request.variant === 'iwpc-pharmacogenetic')) {
      expect([role, iwpcRoot(iwpcPharmacogenetic, request.inputs) >= 0]).toEqual([role, true]);
    }
  });
});
