import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { maxFiles, maxJsonBytes } from './list-folder.ts';
import { readServiceFolder } from './read-service-folder.ts';

const example = fileURLToPath(new URL('../../../training/example-risk', import.meta.url));
let base = '';
let folder = '';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'cardwright-folder-'));
  folder = join(base, 'example-risk');
  cpSync(join(example, 'service'), folder, { recursive: true });
  cpSync(join(example, 'risk.onnx'), join(folder, 'models', 'main.onnx'));
  cpSync(join(example, 'golden.json'), join(folder, 'models', 'main.golden.json'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const said = (): readonly string[] => {
  const reading = readServiceFolder(folder);
  return reading.ok ? [] : reading.problems.map(({ file, code, message }) => `${file} ${code} ${message}`);
};

test('the example is read whole', () => {
  const reading = readServiceFolder(folder);
  expect(reading.ok && Object.keys(reading.value.golden)).toEqual(['main']);
  expect(said()).toEqual([]);
});

describe('a hostile folder', () => {
  const secret = 'canary-of-another-file';
  const rows: readonly (readonly [string, () => void, RegExp])[] = [
    [
      'with a link to a file elsewhere',
      () => {
        writeFileSync(join(base, 'secret.json'), JSON.stringify({ secret }));
        rmSync(join(folder, 'cards.json'));
        symlinkSync(join(base, 'secret.json'), join(folder, 'cards.json'));
      },
      /^cards.json bad-service This is a link/,
    ],
    [
      'with a link to a folder elsewhere',
      () => {
        mkdirSync(join(base, 'elsewhere'));
        symlinkSync(join(base, 'elsewhere'), join(folder, 'value-sets'));
      },
      /^value-sets bad-service This is a link/,
    ],
    [
      'with a model behind a link',
      () => {
        rmSync(join(folder, 'models', 'main.onnx'));
        symlinkSync(join(example, 'risk.onnx'), join(folder, 'models', 'main.onnx'));
      },
      /^models\/main.onnx bad-service This is a link/,
    ],
    [
      'with a bomb of JSON',
      () => truncateSync(join(folder, 'features.json'), maxJsonBytes + 1),
      /^features.json bad-service The file has \d+ bytes; at most/,
    ],
    [
      'with a model that is too large',
      () => truncateSync(join(folder, 'models', 'main.onnx'), 65 * 2 ** 20),
      /^models\/main.onnx bad-service The file has \d+ bytes/,
    ],
    [
      'with code',
      () => writeFileSync(join(folder, 'service.js'), 'process.exit(9)'),
      /^service.js bad-service A folder without code holds no such file/,
    ],
    [
      'with external data of a model',
      () => writeFileSync(join(folder, 'models', 'weights.bin'), 'x'),
      /^models\/weights.bin bad-service A folder without code/,
    ],
    [
      'with a folder of its own',
      () => mkdirSync(join(folder, 'node_modules')),
      /^node_modules bad-service There is no such folder/,
    ],
    [
      'with more files than anybody writes',
      () => {
        for (let at = 0; at <= maxFiles; at += 1) writeFileSync(join(folder, 'cases', `${at}.json`), '{}');
      },
      /The folder holds more than 500 files/,
    ],
    [
      'whose service.json names a path for a model',
      () => {
        const path = join(folder, 'service.json');
        const json: object = JSON.parse(readFileSync(path, 'utf8'));
        writeFileSync(path, JSON.stringify({ ...json, models: ['../../secret'] }));
      },
      /^service.json bad-service models.0 must match pattern/,
    ],
    [
      'whose JSON is broken',
      () => writeFileSync(join(folder, 'cards.json'), `{"${secret}`),
      /^cards.json bad-service The file is not JSON/,
    ],
    [
      'whose model file is missing',
      () => rmSync(join(folder, 'models', 'main.onnx')),
      /^models\/main.onnx bad-service The file is missing/,
    ],
    [
      'without golden vectors',
      () => writeFileSync(join(folder, 'models', 'main.golden.json'), '[]'),
      /^models\/main.golden.json model-invalid There are no golden vectors/,
    ],
    ['that is not there', () => rmSync(folder, { recursive: true }), /bad-service The folder cannot be read/],
  ];
  test.each(rows)('%s is refused in words', (_name, spoil, words) => {
    spoil();
    expect(said().join('\n')).toMatch(words);
    expect(said().join('\n')).not.toContain(secret);
  });
});

test('what an editor leaves behind is passed over', () => {
  writeFileSync(join(folder, '.service.json.swp'), 'x');
  expect(said()).toEqual([]);
});

test('a value set of the folder is read by name, and refused when its codes were changed without its hash', () => {
  const path = join(
    fileURLToPath(new URL('../../../services/sepsis-risk-demo/value-sets', import.meta.url)),
    'lactate.json',
  );
  mkdirSync(join(folder, 'value-sets'));
  cpSync(path, join(folder, 'value-sets', 'lactate.json'));
  expect(said()).toEqual([]);
  const set: object = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(
    join(folder, 'value-sets', 'lactate.json'),
    JSON.stringify({ ...set, hash: `sha256:${'0'.repeat(64)}` }),
  );
  expect(said().join('\n')).toMatch(/^value-sets\/lactate.json bad-value-set .*terminology seal/);
});
