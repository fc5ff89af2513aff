import { describe, expect, test } from '@jest/globals';
import { CardwrightError, type CdsService, type ModelPort } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { PatientRecord, wholeChart } from '@cardwright/fhir';
import type { Patient } from '@medplum/fhirtypes';
import { evaluate, type EvaluationRequest } from './evaluate.ts';
import type { RunnableService } from './runnable-service.ts';
import { explanationSeed } from './explanation-seed.ts';
import { tinyModel } from './testing/tiny-model.ts';
import { tinyRunnable, tinyService } from './testing/tiny-service.ts';

const canary = 'Canarywell';
const engine = { cardwright: '0.1.0', onnxruntime: '1.30.0', node: '24.0.0' };
const ageless: Patient = {
  resourceType: 'Patient',
  id: 'p1',
  gender: 'female',
  name: [{ family: canary }],
};
const born1976: Patient = { ...ageless, birthDate: '1976-01-01' };

function request(patient: Patient = born1976, more: Partial<EvaluationRequest> = {}): EvaluationRequest {
  return {
    id: 'e1',
    record: new PatientRecord({ patientId: 'p1', resources: [patient], coverage: wholeChart }),
    context: { hook: 'patient-view', patientId: 'p1', draftOrders: [], selections: [] },
    asOf: '2026-03-02T09:00:00.000Z',
    clock: 'live',
    engine,
    ...more,
  };
}

const withService = (change: Partial<CdsService<FeatureDeclarations>>): RunnableService => ({
  ...tinyRunnable,
  service: { ...tinyService, ...change },
});
const withPort = (predict: ModelPort['predict']): RunnableService => ({ ...tinyRunnable, port: { predict } });
const throwing = (error: unknown) => () => {
  throw error;
};

test('every request carries the seed of this patient and version', async () => {
  const seeds: (number | undefined)[] = [];
  const predict: ModelPort['predict'] = (requests) => {
    seeds.push(...requests.map(({ seed }) => seed));
    return tinyRunnable.port.predict(requests);
  };
  await evaluate(withPort(predict), request());
  await evaluate({ ...withPort(predict), version: 'v2' }, request());
  expect(seeds).toEqual([explanationSeed('p1', 'v1'), explanationSeed('p1', 'v2')]);
});

test('assessed: everything that is known stands in the evaluation', async () => {
  expect(await evaluate(tinyRunnable, request())).toStrictEqual({
    id: 'e1',
    service: 'tiny',
    version: 'v1',
    engine,
    trigger: 'patient-view',
    patient: 'p1',
    asOf: '2026-03-02T09:00:00.000Z',
    outcome: 'assessed',
    reasons: [],
    missing: [{ feature: 'weight', reason: 'not-queried', required: false }],
    features: {
      asOf: '2026-03-02T09:00:00.000Z',
      features: {
        age: expect.objectContaining({ status: 'present', value: 50, unit: 'a' }),
        sex: expect.objectContaining({ status: 'present', value: 'female' }),
        deceased: expect.objectContaining({ status: 'present', value: false }),
      },
    },
    predictions: [
      {
        model: tinyModel.id,
        variant: 'plain',
        sha256: tinyModel.sha256,
        inputs: { age: 50, sex: 'female', weight: null, adjust: null },
        outputs: { share: { value: 0.5, unit: '1' } },
        explanations: [],
      },
    ],
    assessment: expect.objectContaining({ risks: [expect.objectContaining({ name: 'share', value: 0.5 })] }),
    cards: [],
  });
});

const endings: readonly (readonly [string, RunnableService, EvaluationRequest, Readonly<Record<string, unknown>>])[] = [
  [
    'the plan says that it does not apply',
    tinyRunnable,
    request({ ...born1976, deceasedBoolean: true }),
    { outcome: 'not-applicable', reasons: ['The patient has died.'], missing: [], predictions: [] },
  ],
  [
    'the call is not about the service: nothing is extracted',
    tinyRunnable,
    request(born1976, { context: { hook: 'other', patientId: 'p1', draftOrders: [], selections: [] } }),
    {
      outcome: 'not-applicable',
      reasons: [expect.stringMatching(/not about/)],
      trigger: 'other',
      features: { asOf: request().asOf, features: {} },
    },
  ],
  [
    'a required feature is missing',
    tinyRunnable,
    request(ageless),
    {
      outcome: 'insufficient-data',
      reasons: ['Age is not known.'],
      missing: [{ feature: 'age', reason: 'no-value', required: true }],
      predictions: [],
    },
  ],
  [
    'a formula without a value for these inputs does not apply',
    tinyRunnable,
    request({ ...born1976, birthDate: '1960-01-01' }),
    { outcome: 'not-applicable', reasons: ['The formula has no value here.'], predictions: [] },
  ],
  [
    'a coded failure of the model keeps its code',
    withPort(async () => throwing(new CardwrightError('model-failed', 'The model gave no number.'))()),
    request(),
    { outcome: 'failed', reasons: [], error: { code: 'model-failed', message: 'The model gave no number.' } },
  ],
  [
    'the deadline has passed',
    tinyRunnable,
    request(born1976, { signal: AbortSignal.abort() }),
    { outcome: 'failed', error: { code: 'deadline-exceeded', message: expect.any(String) }, predictions: [] },
  ],
  [
    'the deadline has passed and data are missing: they may be missing because of it',
    tinyRunnable,
    request(ageless, { signal: AbortSignal.abort() }),
    { outcome: 'failed', error: { code: 'deadline-exceeded', message: expect.any(String) } },
  ],
];

test.each(endings)('%s', async (_name, runnable, given, expected) => {
  const evaluation = await evaluate(runnable, given);
  expect(evaluation).toMatchObject(expected);
  expect('assessment' in evaluation).toBe(false);
  expect(evaluation.cards).toEqual([]);
});

test('the deadline that passes while the models run is a failure that keeps the features', async () => {
  const controller = new AbortController();
  const slow = withPort(async (requests) => {
    controller.abort();
    return tinyRunnable.port.predict(requests);
  });
  const evaluation = await evaluate(slow, request(born1976, { signal: controller.signal }));
  expect(evaluation).toMatchObject({
    outcome: 'failed',
    error: { code: 'deadline-exceeded' },
    features: { features: { age: { value: 50 } } },
  });
});

describe('an unexpected error', () => {
  const secret = new TypeError(`cannot read ${canary} of undefined`);
  const places: readonly (readonly [string, RunnableService])[] = [
    ['concerns', withService({ concerns: throwing(secret) })],
    ['plan', withService({ plan: throwing(secret) })],
    ['the model', withPort(async () => throwing(secret)())],
    ['assess', withService({ assess: throwing(secret) })],
  ];
  test.each(places)('in %s is told to the operator and leaks nothing', async (_where, runnable) => {
    const told: unknown[] = [];
    const evaluation = await evaluate(runnable, request(born1976, { onUnexpected: (error) => told.push(error) }));
    expect(evaluation).toMatchObject({
      outcome: 'failed',
      error: { code: 'internal', message: 'An unexpected failure.' },
      predictions: [],
    });
    expect(JSON.stringify(evaluation)).not.toContain(canary);
    expect(told).toEqual([secret]);
  });

  test('is recorded even when the operator cannot be told', async () => {
    const evaluation = await evaluate(
      withService({ plan: throwing(secret) }),
      request(born1976, { onUnexpected: throwing(new Error('the log is full')) }),
    );
    expect(evaluation).toMatchObject({ outcome: 'failed', error: { code: 'internal' } });
  });

  test('a coded error is expected: nobody is told', async () => {
    const told: unknown[] = [];
    const runnable = withPort(async () => throwing(new CardwrightError('model-failed', 'No number.'))());
    await evaluate(runnable, request(born1976, { onUnexpected: (error) => told.push(error) }));
    expect(told).toEqual([]);
  });
});

test('the clock and the context reach the extraction', async () => {
  const at = (asOf: string) => evaluate(tinyRunnable, request(born1976, { asOf, clock: 'replay' }));
  expect((await at('2025-12-31T23:00:00.000Z')).features.features['age']).toMatchObject({ value: 49 });
  expect((await at('2026-01-01T23:00:00.000Z')).features.features['age']).toMatchObject({ value: 50 });
});

describe('what was left out and what was let in with a doubt', () => {
  const others = [
    { ...born1976, id: 'p2' },
    { resourceType: 'Flag', id: 'f', status: 'active', code: {}, subject: { reference: 'Group/1' } },
    { resourceType: 'Basic', id: 'b', code: {} },
  ] as const;
  const record = new PatientRecord({ patientId: 'p1', resources: [born1976, ...others], coverage: wholeChart });

  test('is counted and kept, however the evaluation ends', async () => {
    const remarks = { notes: ['A note.'], refused: { otherPatient: 2, unusable: 1 } };
    const more = { record, notes: ['A note.'] };
    expect(await evaluate(tinyRunnable, request(born1976, more))).toMatchObject({ outcome: 'assessed', ...remarks });
    const failing = withPort(throwing(new Error(canary)));
    expect(await evaluate(failing, request(born1976, more))).toMatchObject({ outcome: 'failed', ...remarks });
  });

  test('is not said where there is none', async () => {
    const evaluation = await evaluate(tinyRunnable, request(born1976, { notes: [] }));
    expect(evaluation).not.toHaveProperty('notes');
    expect(evaluation).not.toHaveProperty('refused');
  });
});
