import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { CdsResponse } from '@cardwright/cds-service';
import { repository, runCardwright, startProcess, temporaryDirectory } from './start-process.ts';

// What docs/bring-your-own-model.md walks through: from an export of scikit-learn to a card over HTTP.

jest.setTimeout(60_000);
const example = join(repository, 'training', 'example-risk');
let directory: ReturnType<typeof temporaryDirectory>;
let drop = '';
beforeEach(() => {
  directory = temporaryDirectory();
  drop = join(directory.path, 'services');
  mkdirSync(drop);
});
afterEach(() => directory.clean());

const run = (...args: readonly string[]) => runCardwright(args, '', { CARDWRIGHT_SERVICE_DIR: drop });
const add = () => run('add', join(example, 'risk.onnx'), '--id', 'example-risk');

/** What a person writes after `cardwright add`. */
function fillIn(id = 'example-risk'): void {
  cpSync(join(example, 'service'), join(drop, id), { recursive: true });
  cpSync(join(example, 'risk.onnx'), join(drop, id, 'models', 'main.onnx'));
  cpSync(join(example, 'golden.json'), join(drop, id, 'models', 'main.golden.json'));
}

function change(file: string, edit: (json: Record<string, unknown>) => object): void {
  const path = join(drop, file);
  writeFileSync(path, JSON.stringify(edit(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)));
}

/** The same man as in the case, whose number scikit-learn computed. */
const { expect: expected }: { readonly expect: { readonly outputs: { readonly main: { readonly risk: number } } } } =
  JSON.parse(readFileSync(join(example, 'service', 'cases', 'complete.json'), 'utf8'));
const byScikitLearn = expected.outputs.main.risk;

/** A man of 70 with a pressure and a creatinine of an hour ago. */
function call(): string {
  const when = new Date(Date.now() - 3_600_000).toISOString();
  const observation = (id: string, code: string, value: number, unit: string) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code }] },
    subject: { reference: 'Patient/p' },
    effectiveDateTime: when,
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  });
  const birthDate = new Date(Date.now() - 70.5 * 365.25 * 86_400_000).toISOString().slice(0, 10);
  const resources = [
    { resourceType: 'Patient', id: 'p', gender: 'male', birthDate },
    observation('sbp', '8480-6', 150, 'mm[Hg]'),
    observation('cr', '2160-0', 123.76, 'umol/L'),
  ];
  const chart = { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) };
  return JSON.stringify({
    hook: 'patient-view',
    hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    context: { userId: 'Practitioner/demo', patientId: 'p' },
    prefetch: { chart },
  });
}

describe('cardwright add and check', () => {
  test('writes a folder, says in words what is missing, and overwrites nothing', async () => {
    expect(await add()).toMatchObject({ code: 0, stdout: expect.stringContaining('wrote') });
    const unfinished = await run('check', 'example-risk');
    expect(unfinished.code).toBe(1);
    for (const words of [
      'owners.0 is still to be written: who answers for the content',
      'evidence is still to be written',
      'features.creatinine.kind is still to be written',
      'inputs.0.unit is still to be written: the UCUM unit',
      'referencePatient.description is still to be written',
      'There are no golden vectors: put rows here that the trainer computed',
      'no threshold is declared',
    ])
      expect(unfinished.stdout).toContain(words);
    const before = readFileSync(join(drop, 'example-risk', 'service.json'), 'utf8');
    expect(await add()).toMatchObject({ code: 2, stderr: expect.stringContaining('is there already') });
    expect(readFileSync(join(drop, 'example-risk', 'service.json'), 'utf8')).toBe(before);
    fillIn();
    expect(await run('check', 'example-risk')).toMatchObject({ code: 0, stdout: expect.stringContaining('0 failed') });
  });

  test('names the columns as the file does, and binds the positive class by its name', async () => {
    await add();
    const model: unknown = JSON.parse(readFileSync(join(drop, 'example-risk', 'models', 'main.model.json'), 'utf8'));
    expect(model).toMatchObject({
      inputs: [{ name: 'age' }, { name: 'male' }, { name: 'systolic' }, { name: 'creatinine' }],
      graph: { outputs: [{ tensor: 'probabilities', class: '1' }] },
      sha256: '290e1979ba4d624652bcf79cfa9918fc693d7888474d6e7379ca51dc6f2cb7f6',
    });
  });

  test.each([
    ['no model at all', 'text.onnx', [], /not-onnx/],
    ['an id that is built in', 'risk.onnx', ['--id', 'cvd-risk-prevent'], /is built in/],
    ['an id that is a path', 'risk.onnx', ['--id', '../up'], /is no id/],
    ['a file that is not there', 'nothing.onnx', [], /cannot be read/],
  ])('%s is refused with its code', async (_name, file, options, words) => {
    writeFileSync(join(directory.path, 'text.onnx'), 'this is not a model');
    cpSync(join(example, 'risk.onnx'), join(directory.path, 'risk.onnx'));
    const { code, stderr } = await run('add', join(directory.path, file), ...options);
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
  });

  test('score and evaluate take a folder', async () => {
    fillIn();
    const line = '{"inputs":{"age":70,"sex":"male","systolic":150,"creatinine":1.4}}\n';
    const { stdout } = await runCardwright(['score', join(drop, 'example-risk')], line);
    expect(JSON.parse(stdout)).toMatchObject({ variant: 'main', outputs: { risk: expect.closeTo(byScikitLearn, 6) } });
  });
});

test('a folder that is dropped in is discovered and answers with a card; what fails beside it takes nobody down', async () => {
  fillIn();
  fillIn('cvd-risk-prevent');
  fillIn('wrong-unit');
  change('wrong-unit/service.json', (json) => ({ ...json, id: 'wrong-unit' }));
  change('wrong-unit/models/main.model.json', (json) => ({
    ...json,
    inputs: (json['inputs'] as readonly object[]).map((input) =>
      'name' in input && input.name === 'creatinine' ? { ...input, unit: 'umol/L' } : input,
    ),
  }));
  fillIn('wrong-number');
  change('wrong-number/service.json', (json) => ({ ...json, id: 'wrong-number' }));
  const golden = join(drop, 'wrong-number', 'models', 'main.golden.json');
  writeFileSync(golden, readFileSync(golden, 'utf8').replace('0.0023159231228638594', '0.0033159231228638594'));

  const host = await startProcess(directory.path, { CARDWRIGHT_SERVICE_DIR: drop });
  try {
    const discovery = await (await fetch(`${host.url}/cds-services`)).json();
    const ids = (discovery as { services: { id: string; title: string }[] }).services.map(({ id }) => id);
    expect(ids).toContain('example-risk');
    expect(ids.filter((id) => id === 'cvd-risk-prevent')).toHaveLength(2);
    expect(ids.filter((id) => id.startsWith('wrong'))).toEqual([]);

    const answer = await fetch(`${host.url}/cds-services/example-risk`, { method: 'POST', body: call() });
    const { cards } = (await answer.json()) as CdsResponse;
    expect(answer.status).toBe(200);
    expect(cards).toMatchObject([
      {
        summary: `EXAMPLE, invented: risk ${(byScikitLearn * 100).toFixed(1)}%, at or above 10.0%`,
        indicator: 'warning',
        detail: expect.stringContaining('recorded as 123.76 µmol/L'),
      },
    ]);

    const ready = await (await fetch(`${host.url}/readyz`)).text();
    expect(ready).toContain('creatinine\\" expects umol/L, and the feature of that name gives mg/dL');
    expect(ready).toContain('model-golden-mismatch');
    expect(ready).toContain('does not reproduce row-1');
    expect(ready).toContain('is built in');
    const metrics = await (await fetch(`${host.url}/metrics`)).text();
    expect(metrics).toMatch(/cardwright_version_problems\{service="wrong-unit",code="bad-service"\} 1/);
    expect(host.lines.join('\n')).toContain('wrong-number');
  } finally {
    expect(await host.stop()).toBe(0);
  }
});
