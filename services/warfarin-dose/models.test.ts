import { describe, expect, test } from '@jest/globals';
import { iwpcPharmacogenetic } from './coefficients.ts';
import { iwpcRoot } from './iwpc-root.ts';
import { buildModels } from './models.ts';
import { readReferenceVectors } from './read-reference-vectors.ts';
import { variants, type Variant } from './signatures.ts';

const models = buildModels();

describe('buildModels', () => {
  test('builds the four variants with the ids of the reference; Gage answers score only', () => {
    expect(models.map(({ manifest }) => [manifest.id, manifest.use, manifest.evidence])).toEqual([
      ['warfarin-dosing@iwpc-pharmacogenetic', 'card', 'cross-checked'],
      ['warfarin-dosing@iwpc-clinical', 'card', 'cross-checked'],
      ['warfarin-dosing@gage-pharmacogenetic', 'score', 'cross-checked'],
      ['warfarin-dosing@gage-clinical', 'score', 'cross-checked'],
    ]);
  });

  test.each(models.map((model) => ({ variant: model.manifest.variant, model })))(
    '$variant carries all reference vectors first, 50 or more in all, the same at every build',
    ({ variant, model }) => {
      const reference = readReferenceVectors(asVariant(variant));
      expect(model.golden.slice(0, reference.length)).toEqual(reference);
      expect(model.golden.length).toBeGreaterThanOrEqual(50);
      const own = model.golden.slice(reference.length);
      expect(own.every(({ source }) => source.startsWith('own computation'))).toBe(true);
      const again = buildModels().find((other) => other.manifest.variant === variant);
      expect(again?.golden).toEqual(model.golden);
      expect(again?.graph.toBytes()).toEqual(model.graph.toBytes());
    },
  );

  test.each(models.map((model) => ({ variant: model.manifest.variant, model })))(
    '$variant: golden vectors cover every category, both booleans and both ends of every range',
    ({ model }) => {
      for (const input of model.manifest.inputs) {
        const seen = new Set(model.golden.map((vector) => vector.inputs[input.name]));
        const wanted = input.range ?? input.categories ?? [false, true];
        expect(wanted.filter((value) => !seen.has(value)).map((value) => `${input.name}=${value}`)).toEqual([]);
      }
    },
  );

  test('no golden vector squares a negative root', () => {
    const pharmacogenetic = models[0]?.golden ?? [];
    const roots = pharmacogenetic.map((vector) => iwpcRoot(iwpcPharmacogenetic, vector.inputs));
    expect(Math.min(...roots)).toBeGreaterThanOrEqual(0);
  });
});

function asVariant(variant: string): Variant {
  const found = variants.find((candidate) => candidate === variant);
  if (!found) throw new Error(variant);
  return found;
}
