import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { inspectModel } from './inspect-model.ts';
import { openRunner } from './open-runner.ts';
import type { ModelRunner } from './open-runner.ts';

/** Files as real trainers export them. They are third parties' and no part of the project: without them this is skipped. */
const folder = fileURLToPath(new URL('../../../../../shared/onnx-samples/', import.meta.url));
const present = existsSync(folder);
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(`${folder}${name}`));
const json = (name: string): unknown => (present ? JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) : {});

interface Fixed {
  readonly shape: readonly number[];
  readonly data: readonly (number | string | boolean)[];
}
interface Sample {
  readonly inputs: Readonly<Record<string, Fixed>>;
  readonly outputs: Readonly<Record<string, Fixed>>;
}
const references = json('reference-ort-node-1.30.0.json') as Readonly<Record<string, Sample>>;

const refusals: Readonly<Record<string, string>> = {
  'onnxruntime-2019/pipeline_vectorize': 'map-input',
  'onnxruntime_go/example_float16': 'bfloat16',
  'onnxruntime_go/example_several_inputs_and_outputs': 'bfloat16',
  'onnxruntime_go/example_needs_extensions': 'custom-operator',
  'onnxruntime-extensions/custom_op_test': 'custom-operator',
};

/** These run where the locale en_US.UTF-8 is installed, and are refused where it is not. */
const needLocale = ['onnxruntime_go/example_strings', 'ort-rs/vectorizer'];

const notes: Readonly<Record<string, readonly string[]>> = {
  'onnxruntime_go/sklearn_randomforest': ['zipmap-removed'],
  'onnxruntime-2019/logreg_iris': ['zipmap-removed', 'fixed-batch'],
  'onnxruntime-2019/model_181031_12': ['fixed-batch', 'label-only'],
  'onnxruntime-2019/mlnet_encoder': ['fixed-batch', 'unseen-category'],
  'onnxmltools/coreml_OneHotEncoder_BikeSharing': ['fixed-batch', 'unseen-category'],
  'onnxmltools/test_xgb': [],
  'onnxruntime_go/example_0_dim_output': [],
  'onnxruntime_go/example_dynamic_axes': [],
  'onnxruntime_go/example_multitype': ['fixed-batch'],
  'ort-inference-examples/model': [],
  'ort-rs/overridable_initializer': ['fixed-batch', 'overridable-initializer'],
  'gonnx/mlp': [],
  'gonnx/scaler': [],
  'sklearn-onnx/treecl': [],
  'sklearn-onnx/treecl2': [],
  'sklearn-onnx/treecl3': ['raw-scores'],
  'tract/lgbm_classifier_tensor/model': [],
  'tract/lgbm_regressor_tensor/model': [],
  'tract/linear_classifier/model': [],
  'tract/linear_regressor/model': [],
  'tract/xgboost_classifier_tree/model': [],
  'tract/xgboost_regressor_tree/model': [],
};

const flat = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.flatMap(flat) : [value]);

const runners: ModelRunner[] = [];
afterAll(async () => {
  for (const runner of runners) await runner.release();
});

const run = async (name: string, inputs: Readonly<Record<string, unknown>>) => {
  const runner = await openRunner(bytesOf(`${name}.onnx`));
  runners.push(runner);
  return runner.answer({ inputs });
};

(present ? describe : describe.skip)('models as real trainers export them', () => {
  test.each(Object.entries(refusals))('%s is refused: %s', async (name, code) => {
    const { report } = await inspectModel(bytesOf(`${name}.onnx`));
    expect(report.verdict).toBe('refused');
    expect(report.problems[0]?.code).toBe(code);
    expect(await run(name, {})).toMatchObject({ error: { code } });
  });

  test.each(needLocale)('%s is refused for the locale, unless it is installed', async (name) => {
    const { report } = await inspectModel(bytesOf(`${name}.onnx`));
    const codes = report.problems.map(({ code }) => code);
    expect([report.verdict, codes]).toEqual(codes.length > 0 ? ['refused', ['locale-missing']] : ['accepted', []]);
  });

  test.each(Object.entries(notes))('%s is accepted; noted: %j', async (name, codes) => {
    const { report } = await inspectModel(bytesOf(`${name}.onnx`));
    expect(report.problems.map(({ code }) => code)).toEqual(codes);
    expect(report.verdict).toBe(codes.includes('zipmap-removed') ? 'accepted-with-changes' : 'accepted');
  });

  const fixed = Object.entries(references).map(([file, sample]): [string, Sample] => [
    file.replace(/\.onnx$/, ''),
    sample,
  ]);
  test.each(fixed)('%s gives its fixed outputs', async (name, { inputs, outputs }) => {
    const given = Object.entries(inputs).map(([input, { data }]) => [input, data]);
    const answer = await run(name, Object.fromEntries(given));
    if (!('outputs' in answer)) throw new Error(answer.error.message);
    expect(Object.keys(answer.outputs).sort()).toEqual(Object.keys(outputs).sort());
    for (const [output, { data }] of Object.entries(outputs)) {
      const actual = flat(answer.outputs[output]);
      expect(actual).toHaveLength(data.length);
      data.forEach((expected, i) => {
        if (typeof expected === 'number') expect(Math.abs(Number(actual[i]) - expected)).toBeLessThanOrEqual(1e-6);
        else expect(actual[i]).toBe(expected);
      });
    }
  });

  test.each(['lgbm_classifier_tensor', 'lgbm_regressor_tensor', 'xgboost_classifier_tree', 'xgboost_regressor_tree'])(
    'tract/%s gives what its trainer gave',
    async (name) => {
      const { input, ...outputs } = json(`tract/${name}/io.json`) as Readonly<Record<string, Fixed>>;
      const answer = await run(`tract/${name}/model`, { input: input?.data });
      if (!('outputs' in answer)) throw new Error(answer.error.message);
      for (const [output, { data }] of Object.entries(outputs)) {
        const actual = flat(answer.outputs[output]);
        data.forEach((expected, i) => expect(Number(actual[i])).toBeCloseTo(Number(expected), 6));
      }
    },
  );

  test('an overridable initializer that is fed is not ignored', async () => {
    const line = { Label: true, F2: 'a' };
    expect(await run('ort-rs/overridable_initializer', line)).toMatchObject({ outputs: { F11: [[0]] } });
    expect(await run('ort-rs/overridable_initializer', { ...line, F1: 7 })).toMatchObject({ outputs: { F11: [[7]] } });
  });
});
