import { beforeAll, describe, expect, test } from '@jest/globals';
import type { RunnableService } from '@cardwright/evaluation';
import { disableTelemetry } from '@cardwright/scoring';
import { loadService } from '../load-services.ts';
import { readCase } from '../testing/read-case.ts';
import type { ServiceCase } from './parse-case.ts';
import { runCase } from './run-case.ts';

const prevent = 'cvd-risk-prevent';
let runnable: RunnableService;
beforeAll(async () => {
  disableTelemetry();
  runnable = await loadService(prevent);
});
type Expectation = ServiceCase['expect'];
const run = async (file: string, change: Partial<Expectation> = {}) => {
  const given = readCase(prevent, file);
  return (await runCase(runnable, { ...given, expect: { ...given.expect, ...change } })).differences;
};

test('a case that is right has no difference', async () => {
  expect(await run('base.json')).toEqual([]);
});

describe('one wrong expectation is one difference that says what was found', () => {
  const wrong: readonly (readonly [string, string, Partial<Expectation>, RegExp])[] = [
    ['outcome', 'base.json', { outcome: 'not-applicable' }, /^outcome is "assessed", expected "not-applicable"/],
    ['outcome, with the reasons', 'age-29.json', { outcome: 'assessed', cards: [] }, /^outcome is .*\(Age 29/],
    ['a number of a feature', 'base.json', { features: { sbp: 161 } }, /^feature sbp is 160, expected 161/],
    ['a feature that is off by little', 'base.json', { features: { bmi: 35.00001 } }, /^feature bmi is 35,/],
    ['a boolean of a feature', 'base.json', { features: { dm: false } }, /^feature dm is true/],
    ['a category of a feature', 'base.json', { features: { sex: 'male' } }, /^feature sex is "female"/],
    ['a number for a boolean', 'base.json', { features: { dm: 1 } }, /^feature dm is true, expected 1/],
    ['an absence that is none', 'base.json', { features: { sbp: { absent: 'stale' } } }, /^feature sbp is 160/],
    [
      'the reason of an absence',
      'base.json',
      { features: { hba1c: { absent: 'stale' } } },
      /^feature hba1c is \{"absent":"none-recorded"\}/,
    ],
    ['a value that is absent', 'base.json', { features: { hba1c: 5 } }, /^feature hba1c is \{"absent"/],
    ['a feature that is not declared', 'base.json', { features: { colour: 'red' } }, /^feature colour is undefined/],
    [
      'an output beyond the tolerance',
      'base.json',
      { outputs: { 'base-10yr': { total_cvd: 0.1468393 } } },
      /^base-10yr total_cvd is 0\.1468/,
    ],
    [
      'an output that is not given',
      'base.json',
      { outputs: { 'base-10yr': { colour: 1 } } },
      /^base-10yr colour is undefined/,
    ],
    [
      'a variant that did not run',
      'base.json',
      { outputs: { 'full-10yr': { total_cvd: 0.1 } } },
      /^no prediction by full-10yr/,
    ],
    [
      'something missing that is not',
      'base.json',
      { missing: [{ feature: 'sbp', reason: 'stale' }] },
      /^missing sbp is undefined/,
    ],
    [
      'the reason of what is missing',
      'missing-lipids.json',
      { missing: [{ feature: 'hdl_c', reason: 'stale' }], cards: [{}] },
      /^missing hdl_c is "none-recorded"/,
    ],
    ['a reason in words', 'age-29.json', { reasonsInclude: ['too old'] }, /^reasons lacks "too old": Age 29/],
    ['the number of cards', 'base.json', { cards: [] }, /^number of cards is 1, expected 0/],
    ['the summary', 'base.json', { cards: [{ summaryIncludes: ['14.8%'] }] }, /^summary lacks "14.8%"/],
    ['the detail', 'base.json', { cards: [{ detailIncludes: ['nowhere'] }] }, /^detail lacks "nowhere"/],
    [
      'what the detail must not hold',
      'base.json',
      { cards: [{ detailExcludes: ['Diabetes'] }] },
      /^detail holds "Diabetes"/,
    ],
    ['the indicator', 'base.json', { cards: [{ indicator: 'critical' }] }, /^indicator is "info"/],
    ['the number of suggestions', 'base.json', { cards: [{ suggestions: 3 }] }, /^suggestions is 0, expected 3/],
  ];
  test.each(wrong)('%s', async (_name, file, change, difference) => {
    expect(await run(file, change)).toEqual([expect.stringMatching(difference)]);
  });
});

test('a wider tolerance is taken', async () => {
  expect(await run('base.json', { tolerance: 1e-3, outputs: { 'base-10yr': { total_cvd: 0.147 } } })).toEqual([]);
});

test('several differences are all told', async () => {
  expect(await run('base.json', { outcome: 'failed', features: { sbp: 1, dbp: 2 } })).toHaveLength(3);
});

test('a card that breaks the rules of CDS Hooks fails the case, whatever is expected', async () => {
  const cards: RunnableService['service']['cards'] = () => [{ summary: '', indicator: 'info', source: { label: 'x' } }];
  const given = { ...readCase(prevent, 'base.json'), expect: { outcome: 'assessed' as const } };
  const { differences } = await runCase({ ...runnable, service: { ...runnable.service, cards } }, given);
  expect(differences.length).toBeGreaterThan(0);
});
