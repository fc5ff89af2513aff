import { describe, expect, test } from '@jest/globals';
import type { FeatureValue, ModelInputs } from '@cardwright/cds-service';
import { buildModels } from './models.ts';
import { preventRisk } from './prevent-risk.ts';
import { readCoefficients } from './read-coefficients.ts';
import { readReferenceVectors } from './read-reference-vectors.ts';
import { alternativeLimits, ranges } from './signature.ts';
import { horizons, models, outcomes, variants } from './variants.ts';

const built = buildModels();

describe('the ten models', () => {
  test('are built in the order of the variants, all ids naming theirs', () => {
    expect(built.map(({ manifest }) => manifest.variant)).toEqual(variants);
    expect(built.map(({ manifest }) => manifest.id)).toEqual(variants.map((name) => `aha-prevent-2023@${name}`));
  });

  test('the 30-year add-on models answer score only', () => {
    const scoreOnly = built.filter(({ manifest }) => manifest.use === 'score').map(({ manifest }) => manifest.variant);
    expect(scoreOnly).toEqual(['hba1c-30yr', 'uacr-30yr', 'sdi-30yr', 'full-30yr']);
    expect(built.every(({ manifest }) => (manifest.evidence === 'single-source') === (manifest.use === 'score'))).toBe(
      true,
    );
  });

  test('carry all reference vectors, then own ones up to 50 or more', () => {
    const ids = new Set(built.flatMap(({ golden }) => golden.map(({ id }) => id)));
    const reference = readReferenceVectors().filter(({ model }) => model !== 'validation');
    expect(reference.filter(({ id }) => !ids.has(id))).toEqual([]);
    for (const { golden } of built) {
      expect(golden.length).toBeGreaterThanOrEqual(50);
      const firstOwn = golden.findIndex(({ source }) => source.startsWith('own computation'));
      expect(golden.slice(firstOwn).every(({ source }) => source.startsWith('own computation'))).toBe(true);
    }
  });

  test.each(built)(
    '$manifest.variant: golden inputs are eligible and cover both ends of every range',
    ({ manifest, golden }) => {
      for (const { name, range } of manifest.inputs) {
        if (range === undefined) continue;
        const values = golden.flatMap(({ inputs }) => (typeof inputs[name] === 'number' ? [inputs[name]] : []));
        expect([Math.min(...values), Math.max(...values)]).toEqual([...range]);
      }
    },
  );

  test.each(built)('$manifest.variant: an output lists exactly the inputs that move it', ({ manifest, golden }) => {
    const [model, horizon] = nameOf(manifest.variant);
    for (const output of manifest.outputs) {
      const name = outcomes.find((one) => one === output.name) ?? 'total_cvd';
      const moving = manifest.inputs.filter((input) =>
        golden.some(({ inputs }) => {
          const moved: ModelInputs = { ...inputs, [input.name]: other(inputs[input.name] ?? null) };
          return preventRisk(model, horizon, inputs)[name] !== preventRisk(model, horizon, moved)[name];
        }),
      );
      expect(moving.map((input) => input.name)).toEqual(output.inputs);
    }
  });

  test.each(horizons)('the coefficient table over %s has the published shape', (horizon) => {
    const extra = horizon === '30yr' ? 1 : 0;
    const add = { base: 0, hba1c: 3, uacr: 2, sdi: 3, full: 8 } as const;
    for (const model of models)
      for (const sex of ['female', 'male'] as const)
        for (const name of outcomes) {
          const terms = Object.keys(readCoefficients(model, horizon, sex)[name]);
          expect(terms).toHaveLength((name === 'heart_failure' ? 17 : 20) + extra + add[model]);
          expect(terms.includes('bmi_gte_30')).toBe(name === 'heart_failure');
          expect(terms.includes('non_hdl_c')).toBe(name !== 'heart_failure');
        }
  });

  test('the limits in use are the narrow ones', () => {
    expect([ranges.sbp, ranges.egfr]).toEqual([
      [90, 180],
      [15, 140],
    ]);
    expect(alternativeLimits).toEqual({ sbp: [90, 200], egfr: [15, 150] });
  });
});

function nameOf(variant: string) {
  const model = models.find((name) => variant.startsWith(`${name}-`)) ?? 'base';
  return [model, variant.endsWith('30yr') ? '30yr' : '10yr'] as const;
}

function other(value: FeatureValue | null) {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + (value > 100 ? -7 : 7);
  return value === 'female' ? 'male' : 'female';
}
