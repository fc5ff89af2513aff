import {
  CardwrightError,
  type ModelInputs,
  type ModelManifest,
  type ModelPort,
  type PredictionRequest,
  type Prediction,
} from '@cardwright/cds-service';

/** A model small enough to do by hand: `share` = age / 100, `dose` = weight × 2 mg, less 1 mg when `adjust` is given. */
export const tinyModel: ModelManifest = {
  id: 'tiny-2026@plain',
  variant: 'plain',
  title: 'Tiny model',
  reference: 'tiny-2026',
  citation: 'Nobody. Nowhere 2026.',
  sha256: '0'.repeat(64),
  evidence: 'cross-checked',
  use: 'card',
  inputs: [
    { name: 'age', unit: 'a', kind: 'number', range: [18, 90], presence: 'required' },
    { name: 'sex', unit: '{category}', kind: 'category', categories: ['female', 'male'], presence: 'required' },
    { name: 'weight', unit: 'kg', kind: 'number', range: [40, 150], presence: 'per-output' },
    { name: 'adjust', unit: '1', kind: 'number', range: [0, 1], presence: 'optional' },
  ],
  outputs: [
    { name: 'share', unit: '1', kind: 'probability', inputs: ['age', 'sex'], column: 0 },
    { name: 'dose', unit: 'mg', kind: 'quantity', inputs: ['age', 'sex', 'weight', 'adjust'], column: 1 },
  ],
  provenance: 'written by hand for tests',
};

/** A table decision: the sum of a list, of the second reference. */
export const tinyTable: ModelManifest = {
  ...tinyModel,
  id: 'tiny-2027@total',
  variant: 'total',
  title: 'Tiny table',
  reference: 'tiny-2027',
  inputs: [],
  items: [
    {
      name: 'doses',
      title: 'Doses',
      required: true,
      columns: [{ name: 'mg', unit: 'mg', kind: 'number', range: [0, 100], presence: 'required' }],
    },
  ],
  table: { asOf: '2027', source: 'Nobody' },
  outputs: [
    { name: 'total', unit: 'mg', kind: 'quantity', inputs: [], column: 0 },
    { name: 'high', unit: '{boolean}', kind: 'category', categories: ['false', 'true'], inputs: [], column: 1 },
    { name: 'parts.first', unit: 'mg', kind: 'quantity', inputs: [], column: 2 },
    { name: 'parts.last', unit: 'mg', kind: 'quantity', inputs: [], column: 3 },
  ],
};

/** A port that fulfils the contract in JavaScript: unknown names are `bad-input`, an age of 66 has no value (`not-computable`). */
export const tinyPort: ModelPort = {
  predict: async (requests) => requests.map(predict),
};

function total({ variant, items = {} }: PredictionRequest): Prediction {
  const doses = (items['doses'] ?? []).map(({ mg }) => numberOf(mg));
  const sum = doses.reduce((before, mg) => before + mg, 0);
  const values = { total: sum, high: String(sum > 90), 'parts.first': doses[0] ?? 0, 'parts.last': doses.at(-1) ?? 0 };
  return {
    model: tinyTable.id,
    variant,
    sha256: tinyTable.sha256,
    inputs: {},
    items,
    outputs: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, unit: 'mg' }])),
    explanations: [],
  };
}

function predict(request: PredictionRequest): Prediction {
  const { variant, inputs, outputs } = request;
  if (variant === tinyTable.variant) return total(request);
  if (variant !== tinyModel.variant) throw new CardwrightError('unknown-model', `There is no variant ${variant}.`);
  const known = tinyModel.inputs.map(({ name }) => name);
  const unknown = Object.keys(inputs).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new CardwrightError('bad-input', 'The model has no such input.', { inputs: unknown });
  if (inputs['age'] === 66) throw new CardwrightError('not-computable', 'The formula has no value here.');
  const computed = tinyModel.outputs.filter(
    ({ name, inputs: needed }) =>
      (outputs ?? [name]).includes(name) &&
      needed.every((input) => input === 'adjust' || (inputs[input] ?? null) !== null),
  );
  return {
    model: tinyModel.id,
    variant,
    sha256: tinyModel.sha256,
    inputs: Object.fromEntries(known.map((name) => [name, inputs[name] ?? null])),
    outputs: Object.fromEntries(computed.map(({ name, unit }) => [name, { value: valueOf(name, inputs), unit }])),
    explanations: [],
  };
}

function valueOf(output: string, { age, weight, adjust }: ModelInputs): number {
  if (output === 'share') return numberOf(age) / 100;
  return numberOf(weight) * 2 - (typeof adjust === 'number' ? 1 : 0);
}

function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw new CardwrightError('model-failed', 'The model gave no number.');
  return value;
}
