import { describe, expect, test } from '@jest/globals';
import type { Feature } from '@cardwright/cds-service';
import { plan } from './plan.ts';
import { inputWith, present, tinyDeclared, tinyFiles, tinyModel } from './testing/tiny-files.ts';

const declared = tinyDeclared();
const planFor = (features: Readonly<Record<string, Feature>> = {}) =>
  plan(declared, inputWith(features), declared.models);
const absent: Feature = { status: 'absent', reason: 'stale', references: [] };

test('enough is there: the model runs with what is eligible', () => {
  expect(planFor()).toEqual({
    kind: 'predict',
    requests: [{ variant: 'main', inputs: { age: 61, sex: 'male', creatinine: 1.2 }, outputs: ['risk', 'dose'] }],
  });
});

describe('who is not', () => {
  test('in the population', () => {
    expect(planFor({ age: present(81, 'a') })).toEqual({
      kind: 'not-applicable',
      reasons: ['It is for ages 18 to 80.'],
    });
  });
  test('known to be in it, and lacks an input: both are said, each once', () => {
    expect(planFor({ age: absent, sex: absent })).toEqual({
      kind: 'insufficient-data',
      missing: [
        { feature: 'age', reason: 'stale', required: true },
        { feature: 'sex', reason: 'stale', required: true },
      ],
      reasons: ['age: too old to use.', 'sex: too old to use.'],
    });
  });
  test('of a category that the model knows', () => {
    expect(planFor({ sex: present('other', '{category}') })).toMatchObject({
      kind: 'insufficient-data',
      missing: [{ feature: 'sex', reason: 'no-value' }],
    });
  });
});

test('an optional input that is absent or out of range is null, never 0', () => {
  for (const feature of [absent, present(9, 'mg/dL')])
    expect(planFor({ creatinine: feature })).toMatchObject({
      requests: [{ inputs: { creatinine: null }, outputs: ['risk', 'dose'] }],
    });
});

test('a required input out of range is said with the range, never clamped', () => {
  const narrow = { ...tinyFiles.models.main.inputs[0], range: [18, 60] };
  const models = { main: { ...tinyFiles.models.main, inputs: [narrow, ...tinyFiles.models.main.inputs.slice(1)] } };
  const other = tinyDeclared({}, { models });
  expect(plan(other, inputWith(), other.models)).toMatchObject({
    kind: 'insufficient-data',
    missing: [],
    reasons: ['age 61 years: the model is for 18 to 60 years.'],
  });
});

describe('of several models', () => {
  const simple = { ...tinyFiles.models.main, id: 'tiny@simple', variant: 'simple' };
  const full = { ...simple, id: 'tiny@full', variant: 'full' };
  const needy = full.inputs.map((input) => (input.name === 'creatinine' ? { ...input, presence: 'required' } : input));
  const files = {
    service: { ...tinyFiles.service, models: ['full', 'simple'] },
    models: { full: { ...full, inputs: needy }, simple },
  };
  const two = tinyDeclared({}, files);
  const variantFor = (features: Readonly<Record<string, Feature>>) => {
    const made = plan(two, inputWith(features), two.models);
    return made.kind === 'predict' ? made.requests.map(({ variant }) => variant) : made.kind;
  };
  test('the first that the inputs suffice for runs', () => {
    expect(variantFor({})).toEqual(['full']);
    expect(variantFor({ creatinine: absent })).toEqual(['simple']);
  });
  test('without enough for any, the one that lacks least is asked for', () => {
    expect(plan(two, inputWith({ creatinine: absent, sex: absent }), two.models)).toMatchObject({
      missing: [{ feature: 'sex' }],
    });
  });
});

test('a model that nobody has cross-checked, or that is for the command line, makes no card', () => {
  for (const change of [{ evidence: 'single-source' }, { use: 'score' }]) {
    const other = tinyDeclared({}, { models: { main: { ...tinyFiles.models.main, ...change } } });
    expect(plan(other, inputWith(), other.models)).toMatchObject({
      kind: 'not-applicable',
      reasons: [expect.stringMatching(/No model .* may make a card/)],
    });
  }
});

test('only the main output is explained, and only where there is a reference patient', () => {
  const [risk, dose] = tinyFiles.models.main.outputs;
  const reference = { description: 'nobody', inputs: { age: 50, sex: 'female', creatinine: 1 } };
  const linked = { ...risk, link: { scale: 'logit', column: 0 } };
  const model = { ...tinyFiles.models.main, outputs: [linked, dose], referencePatient: reference };
  const other = tinyDeclared({}, { models: { main: model } });
  expect(plan(other, inputWith(), { main: tinyModel(other) })).toMatchObject({ requests: [{ explain: ['risk'] }] });
});
