import { describe, expect, test } from '@jest/globals';
import { readReferenceVectors } from '@cardwright/model-builder';
import { buildDecisions } from './models.ts';
import vectorsJson from './reference-vectors.json' with { type: 'json' };
import { recommendationTable } from './tables.ts';

const built = buildDecisions();
const vectors = readReferenceVectors(vectorsJson);

describe('the tables', () => {
  test('every vector of the reference is golden, and each table has 50 or more', () => {
    const golden = new Set(built.flatMap((decision) => decision.golden.map(({ id }) => id)));
    expect(vectors).toHaveLength(113);
    expect(vectors.map(({ id }) => id).filter((id) => !golden.has(id))).toEqual([]);
    for (const { golden: own } of built) expect(own.length).toBeGreaterThanOrEqual(50);
  });

  test('rows that CPIC has replaced are those of the thiopurines', () => {
    const replaced = Object.entries(recommendationTable.drugs).filter(([, { superseded }]) => superseded !== '');
    expect(replaced.map(([name]) => name)).toEqual(['azathioprine', 'mercaptopurine', 'thioguanine']);
  });
});
