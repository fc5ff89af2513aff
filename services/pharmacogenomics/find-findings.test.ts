import { describe, expect, test } from '@jest/globals';
import { drugNames, predictionsFor, signing } from './call.fixture.ts';
import { findFindings } from './find-findings.ts';
import { summaryOf } from './summary.ts';
import { phenotypeTable } from './tables.ts';

const findingsOf = (drugs: readonly string[], calls: Parameters<typeof signing>[1]) => {
  const input = signing(drugs, calls);
  return findFindings(input, predictionsFor(input));
};
const diplotypes = (gene: string): readonly string[] => {
  const alleles = Object.keys(phenotypeTable.genes[gene]?.alleles ?? {});
  return alleles.flatMap((a, index) => alleles.slice(index).map((b) => `${a}/${b}`));
};
/** CPIC's words for "as usual", by drug: what may be silent, and nothing else. */
const asUsual =
  /^(If considering clopidogrel, use at standard dose|No recommendation|Prescribe desired starting dose|Use abacavir per standard|Based on genotype, there is no indication to change)/;

describe('silence', () => {
  test.each([
    ['clopidogrel', 'cyp2c19', 'CYP2C19'],
    ['simvastatin', 'slco1b1', 'SLCO1B1'],
    ['capecitabine', 'dpyd', 'DPYD'],
    ['fluorouracil', 'dpyd', 'DPYD'],
  ])('%s: only where every row says “as usual”, over all diplotypes', (drug, feature, gene) => {
    const said = diplotypes(gene).map((call) => {
      const input = signing([drug], { [feature]: call });
      const predictions = predictionsFor(input);
      const rows = predictions.flatMap(({ outputs }) => outputs['recommendation']?.value ?? []);
      const phenotype = predictions[0]?.outputs['phenotype']?.value;
      const isQuiet = findFindings(input, predictions).length === 0;
      if (isQuiet) for (const row of rows) expect(row).toMatch(asUsual);
      // What is not quiet advises a change in a row, or is indeterminate.
      else expect(phenotype === 'Indeterminate' || rows.some((row) => !asUsual.test(String(row)))).toBe(true);
      return isQuiet;
    });
    expect(new Set(said)).toEqual(new Set([true, false]));
  });

  test('without a genotype, for every drug, whatever the reason of the absence', () => {
    expect(findingsOf(drugNames, {})).toEqual([]);
    const failed = { status: 'absent', reason: 'query-failed', references: [] } as const;
    const offering = {
      ...signing(['abacavir'], { hla_b: failed, hla_b_5701: failed }),
      site: { thresholds: { offer_missing_test: 1 } },
    };
    expect(findFindings(offering, [])).toEqual([]);
  });
});

test('the most urgent is first', () => {
  const findings = findingsOf(['clopidogrel', 'azathioprine', 'abacavir'], {
    cyp2c19: '*2/*2',
    tpmt: '*2/*2',
    hla_b_5701: 'positive',
  });
  expect(findings.map(({ drug, indicator }) => [drug.name, indicator])).toEqual([
    ['abacavir', 'critical'],
    ['clopidogrel', 'warning'],
    ['azathioprine', 'info'],
  ]);
});

test.each([
  ['azathioprine', { tpmt: '*1/*1' }, undefined],
  ['azathioprine', { tpmt: '*1/*1', nudt15: '*3/*3' }, 'phenotype-only'],
  ['azathioprine', { tpmt: '*1/*1', nudt15: '*1/*5' }, 'phenotype-only'],
  ['azathioprine', { nudt15: '*1/*5' }, 'unusable'],
  ['clopidogrel', { cyp2c19: 'conflicting calls' }, 'unusable'],
  ['clopidogrel', { cyp2c19: '*1/*12' }, 'no-recommendation'],
  ['simvastatin', { slco1b1: 'unknown alleles' }, 'unusable'],
])('%s with %j', (drug, calls, kind) => {
  expect(findingsOf([drug], calls)[0]?.kind).toBe(kind);
});

test('a summary is below 140 characters for every phenotype of every drug', () => {
  const lengths = ['*1/*2', '*9/*10', '*2/*9', '*2/*2', '*1/*12']
    .flatMap((call) => findingsOf(['clopidogrel'], { cyp2c19: call }))
    .concat(['*1/*5', '*2/*5', '*5/*5'].flatMap((call) => findingsOf(['simvastatin'], { slco1b1: call })))
    .concat(
      ['c.2846A>T/c.2846A>T', 'Reference/c.2846A>T'].flatMap((call) => findingsOf(['fluorouracil'], { dpyd: call })),
    )
    .concat(findingsOf(['mercaptopurine'], { tpmt: '*2/*9', nudt15: '*3/*9' }))
    .concat(findingsOf(['thioguanine'], { tpmt: 'unknown alleles', nudt15: 'conflicting calls' }))
    .map((finding) => summaryOf(finding).length);
  expect(lengths).toHaveLength(12);
  expect(Math.max(...lengths)).toBeLessThan(140);
});
