import { describe, expect, test } from '@jest/globals';
import { decideRecommendation } from './decide-recommendation.ts';
import { drugs } from './drugs.ts';
import { recommendationTable } from './tables.ts';

describe('the rows', () => {
  test('are found each by its own key, and no two have the same', () => {
    for (const [drug, { rows }] of Object.entries(recommendationTable.drugs)) {
      const keys = rows.map(({ population, lookup }) =>
        JSON.stringify([population, Object.entries(lookup).toSorted()]),
      );
      expect(new Set(keys).size).toBe(rows.length);
      for (const { population, lookup, recommendation, classification } of rows)
        expect(decideRecommendation({ drug, population }, { lookup: [lookup] })).toMatchObject({
          recommendation,
          classification,
        });
    }
  });

  test('belong to the genes and populations that the drug is declared with', () => {
    expect(drugs.map(({ name }) => name).toSorted()).toEqual(Object.keys(recommendationTable.drugs).toSorted());
    for (const { name, genes, populations } of drugs) {
      const table = recommendationTable.drugs[name];
      expect(table?.genes.toSorted()).toEqual([...genes].toSorted());
      expect([...new Set(table?.rows.map(({ population }) => population))].toSorted()).toEqual(
        [...populations].toSorted(),
      );
    }
  });
});

test.each([
  [{ drug: 'warfarin' }, [{ CYP2C9: 'Poor Metabolizer' }], 'bad-input'],
  [{ drug: 'azathioprine' }, [{ TPMT: 'Normal Metabolizer' }], 'missing-input'],
  [{ drug: 'clopidogrel', population: 'NVI' }, [], 'missing-input'],
  [{ drug: 'clopidogrel' }, [{ CYP2C19: 'Poor Metabolizer' }], 'bad-input'],
  [{ drug: 'simvastatin' }, [{ SLCO1B1: 'Poor Metabolizer' }], 'bad-input'],
  [{ drug: 'abacavir' }, [{ 'HLA-B': '*57:01 negative', CYP2C19: 'Normal Metabolizer' }], 'bad-input'],
])('%j is refused', (inputs, lookup, code) => {
  expect(() => decideRecommendation(inputs, { lookup })).toThrow(expect.objectContaining({ code }));
});
