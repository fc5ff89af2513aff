import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  loadServiceFolder,
  parseContext,
  readCases,
  readCasesIn,
  registeredServices,
  engine,
} from '@cardwright/cds-hooks';
import type { CdsService, HookContext } from '@cardwright/cds-service';
import { evaluate, type RunnableService } from '@cardwright/evaluation';
import {
  bodyHeight,
  extractFeatures,
  inputsFromVector,
  judgeInputs,
  creatinine,
  parseFeatures,
  sharedUnits,
  sharedValueSets,
  systolicBloodPressure,
  units,
  type FeatureDeclarations,
} from '@cardwright/features';
import { readBundle, type PatientRecord } from '@cardwright/fhir';
import { disableTelemetry } from '@cardwright/scoring';

// One meaning, two notations: the same declarations in TypeScript and in JSON, the same service with code and without.

/** Writes declarations as a person would: names for what is shipped, the rest in place. */
function writeDown(declarations: FeatureDeclarations): unknown {
  const nameOf = <T>(shipped: ReadonlyMap<string, T>, value: unknown): unknown =>
    [...shipped].find(([, one]) => one === value)?.[0] ?? value;
  const features = Object.fromEntries(
    Object.entries(declarations).map(([name, declaration]) => {
      const members = Object.entries(declaration).map(([key, value]) => {
        if (key === 'codes') return [key, nameOf(sharedValueSets, value)];
        return [key, key === 'unit' ? nameOf(sharedUnits, value) : value];
      });
      return [name, Object.fromEntries(members)];
    }),
  );
  return JSON.parse(JSON.stringify({ features })) as unknown;
}

const resolve = {
  valueSet: (name: string) => sharedValueSets.get(name),
  unit: (name: string) => sharedUnits.get(name),
};

/** The whole chart of each case, with what its call said. */
function chartsOf(id: string): readonly { file: string; record: PatientRecord; context: HookContext; asOf: string }[] {
  return readCases(id).map(({ file, case: { asOf, hook, context, prefetch } }) => {
    const parsed = parseContext(hook, context);
    const resources = Object.values(prefetch).flatMap((slot) => {
      if (typeof slot !== 'object' || slot === null || !('resourceType' in slot)) return [];
      if (slot.resourceType !== 'Bundle') return slot.resourceType === 'OperationOutcome' ? [] : [{ resource: slot }];
      return 'entry' in slot && Array.isArray(slot.entry) ? slot.entry : [];
    });
    const bundle = { resourceType: 'Bundle', type: 'collection', entry: resources };
    return { file, record: readBundle(bundle, parsed.patientId), context: parsed, asOf };
  });
}

describe.each([...registeredServices.keys()])('the features of %s', (id) => {
  const declared = registeredServices.get(id)?.features ?? {};

  test('written as JSON give the same vectors, bit by bit', () => {
    const parsed = parseFeatures(writeDown(declared), resolve);
    const charts = chartsOf(id);
    expect(charts.length).toBeGreaterThan(0);
    for (const { file, record, context, asOf } of charts) {
      for (const clock of ['live', 'replay'] as const) {
        const of = (declarations: FeatureDeclarations) =>
          JSON.stringify(extractFeatures(declarations, record, { asOf, context, clock }));
        expect([file, of(parsed)]).toEqual([file, of(declared)]);
      }
    }
  });
});

test('what is written by name is one object with what TypeScript imports', () => {
  const declarations: FeatureDeclarations = {
    creatinine: {
      kind: 'observation-number',
      pick: 'latest',
      codes: creatinine,
      unit: units.creatinine,
      plausible: [0.1, 30],
    },
    height: {
      kind: 'observation-number',
      pick: 'latest',
      codes: bodyHeight,
      unit: units.bodyHeight,
      plausible: [50, 250],
    },
  };
  expect(JSON.stringify(writeDown(declarations))).toContain('"codes":"body-height","unit":"bodyHeight"');
  expect(parseFeatures(writeDown(declarations), resolve)).toStrictEqual(declarations);
});

/** `training/example-risk` as somebody would write it in TypeScript. */
const inTypeScript = (manifest: CdsService['manifest']): CdsService<FeatureDeclarations> => ({
  manifest,
  features: {
    age: { kind: 'age' },
    sex: { kind: 'sex', from: 'administrative' },
    deceased: { kind: 'deceased' },
    systolic: {
      kind: 'observation-number',
      pick: 'latest',
      codes: systolicBloodPressure,
      unit: units.bloodPressure,
      window: { days: 365 },
      plausible: [50, 300],
    },
    creatinine: {
      kind: 'observation-number',
      pick: 'latest',
      codes: creatinine,
      unit: units.creatinine,
      window: { days: 365 },
      plausible: [0.1, 30],
    },
  },
  concerns: () => true,
  plan: ({ vector }, models) => {
    const { age, deceased, systolic } = vector.features;
    if (deceased?.status === 'present' && deceased.value === true)
      return { kind: 'not-applicable', reasons: ['The patient has died.'] };
    if (age?.status === 'present' && Number(age.value) < 18)
      return { kind: 'not-applicable', reasons: ['The example is for adults.'] };
    const model = models['main'];
    if (model === undefined) throw new Error('no model');
    const { inputs, outputs, missing, outOfRange } = judgeInputs(model, inputsFromVector(model, vector));
    const words = { 'none-recorded': 'not recorded', stale: 'too old to use' } as const;
    const lacking = missing.map((feature) => {
      const found = vector.features[feature];
      return { feature, reason: found?.status === 'absent' ? found.reason : ('no-value' as const), required: true };
    });
    if (lacking.length + outOfRange.length > 0)
      return {
        kind: 'insufficient-data',
        missing: lacking,
        reasons: [
          ...lacking.map(({ reason }) => `Systolic pressure: ${words[reason as keyof typeof words]}.`),
          ...outOfRange.map(
            () =>
              `Systolic pressure ${systolic?.status === 'present' ? String(systolic.value) : ''} mmHg: the model is for 70 to 210 mmHg.`,
          ),
        ],
      };
    return {
      kind: 'predict',
      requests: [{ variant: 'main', inputs, outputs, explain: ['risk'], counterfactuals: ['risk'] }],
    };
  },
  assess: ({ vector }, [prediction]) => {
    const risk = prediction?.outputs['risk'];
    const { creatinine: measured } = vector.features;
    if (prediction === undefined || typeof risk?.value !== 'number') throw new Error('no risk');
    const recommendation = 'None: the example recommends nothing for real patients.';
    const source = 'docs/bring-your-own-model.md, invented';
    return {
      risks: [{ name: 'risk', title: 'Invented risk', value: risk.value, unit: risk.unit, model: prediction.model }],
      thresholds:
        risk.value >= 0.1 ? [{ id: 'raised', when: 'Invented risk of 10.0% or more', recommendation, source }] : [],
      notes: [],
      missing:
        measured?.status === 'absent' ? [{ feature: 'creatinine', reason: measured.reason, required: false }] : [],
    };
  },
  cards: () => [],
  insufficientCards: () => [],
  chooseVariant: ({ inputs }) => ({ variant: 'main', inputs, dropped: [] }),
});

describe('a service written both ways', () => {
  const example = fileURLToPath(new URL('../../training/example-risk', import.meta.url));
  let withoutCode: RunnableService;
  let withCode: RunnableService;
  const folder = mkdtempSync(join(tmpdir(), 'cardwright-notations-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(async () => {
    disableTelemetry();
    cpSync(join(example, 'service'), folder, { recursive: true });
    cpSync(join(example, 'risk.onnx'), join(folder, 'models', 'main.onnx'));
    cpSync(join(example, 'golden.json'), join(folder, 'models', 'main.golden.json'));
    withoutCode = await loadServiceFolder(folder);
    const service = inTypeScript(withoutCode.service.manifest);
    withCode = { ...withoutCode, service };
  });

  test.each(readCasesIn(join(example, 'service', 'cases')).map(({ file, case: given }) => [file, given] as const))(
    '%s: the same evaluation',
    async (_file, { asOf, hook, context, prefetch }) => {
      const parsed = parseContext(hook, context);
      const evaluateBy = (runnable: RunnableService) =>
        evaluate(runnable, {
          id: 'one',
          record: readBundle(prefetch['chart'], parsed.patientId),
          context: parsed,
          asOf,
          clock: 'live',
          engine,
        });
      const evaluation = await evaluateBy(withoutCode);
      expect(evaluation.outcome).not.toBe('failed');
      expect(evaluation).toStrictEqual(await evaluateBy(withCode));
    },
  );
});
