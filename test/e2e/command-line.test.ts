import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import type { GoldenVector, ModelManifest } from '@cardwright/cds-service';
import { findService, folderOf, registeredServices } from '@cardwright/cds-hooks';
import { repository, runCardwright, temporaryDirectory } from './start-process.ts';

jest.setTimeout(60_000);

const ids = [...registeredServices.keys()];
const parseLines = (text: string): readonly unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
const clinicalReference = join(repository, '..', 'shared', 'clinical-reference');

interface Vector {
  readonly id: string;
  readonly inputs: unknown;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: number;
  readonly model?: string;
  readonly horizon?: string;
}

/** What separates an answer from a vector; strings and booleans are exact, numbers within the tolerance. */
function differences(answer: unknown, { expected, tolerance }: Vector): readonly string[] {
  const given = answer as {
    outputs?: Record<string, unknown>;
    error?: { code: string; inputs: string[] };
    dropped?: string[];
  };
  if (expected['refused'] === true) {
    return given.error?.code === 'out-of-range' && given.error.inputs.includes(String(expected['outOfRange']))
      ? []
      : [JSON.stringify(answer)];
  }
  const wrong = Object.entries(expected).filter(([name, value]) => {
    if (name === 'fallbackModel') return false;
    if (name === 'refusedInput') return !given.dropped?.includes(String(value));
    const actual = partOf(given.outputs, name);
    // A yes or no is a category of the model, and a boolean of the line.
    if (typeof actual === 'boolean') return String(actual) !== String(value);
    return typeof value === 'number'
      ? !(typeof actual === 'number' && Math.abs(actual - value) <= tolerance + 1e-12)
      : actual !== value;
  });
  return wrong.map(([name]) => `${name}: ${JSON.stringify(answer)}`);
}

/** `components.liver` is a part of an answer. */
function partOf(outputs: unknown, name: string): unknown {
  return name.split('.').reduce<unknown>((whole, part) => {
    return typeof whole === 'object' && whole !== null
      ? Object.entries(whole).find(([key]) => key === part)?.[1]
      : undefined;
  }, outputs);
}

describe('score', () => {
  test.each(ids)('%s answers all its golden vectors, in order', async (id) => {
    const { manifest } = findService(id);
    const vectors = manifest.models.flatMap((variant) => {
      const file = join(folderOf(id), 'models', `${variant}.golden.json`);
      const golden = JSON.parse(readFileSync(file, 'utf8')) as readonly GoldenVector[];
      const { reference } = JSON.parse(readFileSync(file.replace('.golden.', '.model.'), 'utf8')) as ModelManifest;
      const [, model = variant, horizon] = /^(.*?)-(10yr|30yr)$/.exec(variant) ?? [];
      return golden.map((vector) => ({ ...vector, reference, model, ...(horizon === undefined ? {} : { horizon }) }));
    });
    const input = vectors
      .map(({ inputs, items, reference, model, horizon }) =>
        JSON.stringify({ inputs: { ...inputs, ...items }, reference, model, horizon }),
      )
      .join('\n');
    const { code, stdout, stderr } = await runCardwright(['score', id], input);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const answers = parseLines(stdout);
    expect(answers.length).toBe(vectors.length);
    expect(
      vectors.flatMap((vector, index) => differences(answers[index], vector).map((text) => `${vector.id} ${text}`)),
    ).toEqual([]);
  });

  const present = existsSync(clinicalReference);
  // A model of our own (a demonstration) has no reference file.
  const referenced = ids
    .map((id) => [id, [findService(id).manifest.reference].flat()[0] ?? ''] as const)
    .filter(([, reference]) => !present || existsSync(join(clinicalReference, `${reference}.json`)));
  (present ? test.each(referenced) : test.skip.each(referenced))(
    '%s answers every vector of its reference file %s as it stands',
    async (id, reference) => {
      const { vectors } = JSON.parse(readFileSync(join(clinicalReference, `${reference}.json`), 'utf8')) as {
        vectors: readonly Vector[];
      };
      const { stdout } = await runCardwright(['score', id], vectors.map((vector) => JSON.stringify(vector)).join('\n'));
      const answers = parseLines(stdout);
      expect(answers.length).toBe(vectors.length);
      expect(
        vectors.flatMap((vector, index) => differences(answers[index], vector).map((text) => `${vector.id} ${text}`)),
      ).toEqual([]);
    },
  );

  test('an unreadable line gives an error in its place and the others are answered', async () => {
    const good = JSON.stringify({
      inputs: {
        resp_rate: 22,
        spo2: 79,
        scale2: false,
        on_oxygen: false,
        sbp: 144,
        heart_rate: 110,
        consciousness: 'A',
        temperature: 35,
      },
    });
    const { code, stdout } = await runCardwright(['score', 'deterioration-news2'], `${good}\nnot json\n[]\n${good}\n`);
    expect(code).toBe(0);
    expect(parseLines(stdout)).toMatchObject([
      { outputs: { score: 9, risk: 'high' } },
      { error: { code: 'bad-json' } },
      { error: { code: 'bad-request' } },
      { outputs: { score: 9, risk: 'high' } },
    ]);
  });

  test.each([
    ['a missing required input', { inputs: { age: 50 } }, { code: 'missing-input' }],
    ['null is absent', { inputs: { age: null } }, { code: 'missing-input' }],
    ['an unknown variant', { inputs: {}, model: 'xgboost' }, { code: 'unknown-model' }],
    ['a reference the service does not stand on', { inputs: {}, reference: 'kfre' }, { code: 'unknown-reference' }],
    ['inputs that are not an object', { inputs: 3 }, { code: 'bad-request' }],
  ])('%s is a coded error in its place', async (_name, line, error) => {
    const { code, stdout } = await runCardwright(['score', 'cvd-risk-prevent'], JSON.stringify(line));
    expect({ code, answers: parseLines(stdout) }).toMatchObject({ code: 0, answers: [{ error }] });
  });
});

describe('list, evaluate, check', () => {
  test('list --json has the fields that tools rely on', async () => {
    const { stdout } = await runCardwright(['list', '--json']);
    const rows = JSON.parse(stdout) as readonly Record<string, unknown>[];
    expect(rows.map((row) => row['id'])).toEqual(ids);
    for (const row of rows) {
      expect(row).toEqual({
        id: expect.any(String),
        title: expect.any(String),
        hooks: expect.any(Array),
        status: expect.any(String),
        version: expect.stringMatching(/^[0-9a-f]{16}$/),
        reference: expect.anything(),
      });
    }
  });

  test.each([
    [['evaluate', 'cvd-risk-prevent', '--bundle', 'no-such-file.json'], 'bad-argument'],
    [['evaluate', 'cvd-risk-prevent'], 'bad-argument'],
    [['evaluate', 'cvd-risk-prevent', '--bundle', 'package.json'], 'bad-bundle'],
    [['evaluate', 'cvd-risk-prevent', '--bundle', 'README.md'], 'bad-json'],
    [['evaluate', 'no-such-service', '--bundle', 'package.json'], 'unknown-service'],
    [['score', 'no-such-service'], 'unknown-service'],
    [['score', '--no-such-option'], 'bad-argument'],
    [['check', 'no-such-service'], 'unknown-service'],
    [['juggle'], 'bad-argument'],
  ])('%j ends with %s on standard error, exit code 2 and no stack trace', async (args, error) => {
    const { code, stdout, stderr } = await runCardwright(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: error, message: expect.any(String) } });
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('evaluate says so when the as-of instant cannot be read', async () => {
    const directory = temporaryDirectory();
    const bundle = join(directory.path, 'bundle.json');
    writeFileSync(
      bundle,
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'collection',
        entry: [{ resource: { resourceType: 'Patient', id: 'p' } }],
      }),
    );
    const wrong = await runCardwright(['evaluate', 'cvd-risk-prevent', '--bundle', bundle, '--as-of', 'yesterday']);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('bad-argument') });
    const right = await runCardwright([
      'evaluate',
      'cvd-risk-prevent',
      '--bundle',
      bundle,
      '--as-of',
      '2026-03-01T12:00:00Z',
    ]);
    expect(JSON.parse(right.stdout)).toMatchObject({
      outcome: 'insufficient-data',
      asOf: '2026-03-01T12:00:00.000Z',
      patient: 'p',
    });
    directory.clean();
  });
});
