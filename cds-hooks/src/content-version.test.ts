import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { contentVersion, readContent } from './content-version.ts';
import { registeredServices, versionOf } from './load-services.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cardwright-version-'));
  put('service.json', '{"id":"x"}');
  put('cards.ts', "export const summary = 'Risk';");
  put('models/plain.onnx', 'weights 0.1');
  put('models/plain.model.json', '{"range":[18,90]}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const declared = { age: { kind: 'age' }, dose: { kind: 'observation', codes: [{ code: 'a' }] } };
const version = (declarations: unknown = declared) => contentVersion(folder, declarations);

test('16 hex digits, the same each time and in every folder', () => {
  const first = version();
  expect(first).toMatch(/^[0-9a-f]{16}$/);
  expect(version()).toBe(first);
  const copy = mkdtempSync(join(tmpdir(), 'cardwright-copy-'));
  cpSync(folder, copy, { recursive: true });
  expect(contentVersion(copy, declared)).toBe(first);
  rmSync(copy, { recursive: true, force: true });
});

describe('a new version', () => {
  test.each([
    ['a word on the card', 'cards.ts', "export const summary = 'The risk';"],
    ['a coefficient', 'models/plain.onnx', 'weights 0.2'],
    ['a range', 'models/plain.model.json', '{"range":[18,89]}'],
    ['a fact of the service', 'service.json', '{"id":"x","whenInsufficient":"silent"}'],
    ['a new file', 'value-sets/new.ts', ''],
    ['a feature of a service without code', 'features.json', '{"features":{}}'],
    ['a band of a service without code', 'cards.json', '{"bands":[]}'],
    ['a code of a value set', 'value-sets/glucose.json', '{"codes":[]}'],
    ['a table', 'models/plain.table.json', '{"rows":[]}'],
    ['a file that is called like a case and is none', 'cases.ts', ''],
  ])('%s', (_name, path, text) => {
    const before = version();
    put(path, text);
    expect(version()).not.toBe(before);
  });

  test('a declared code, wherever it is written', () => {
    expect(version({ ...declared, dose: { kind: 'observation', codes: [{ code: 'b' }] } })).not.toBe(version());
  });

  test('text that moves from one file to another', () => {
    put('a.ts', 'one');
    put('b.ts', 'two');
    const before = version();
    put('a.ts', 'on');
    put('b.ts', 'etwo');
    expect(version()).not.toBe(before);
  });
});

describe('no new version', () => {
  test.each([
    'README.md',
    'cases/base.json',
    'cases/deep/base.json',
    'cards.test.ts',
    'chart.fixture.ts',
    'test-support/chart.ts',
    'models/plain.golden.json',
    '.DS_Store',
    'models/.plain.onnx.swp',
    '.git/HEAD',
  ])('%s', (path) => {
    const before = version();
    put(path, 'new');
    expect(version()).toBe(before);
    put(path, 'newer');
    expect(version()).toBe(before);
  });
});

test('what was read keeps its version, whatever happens to the folder', () => {
  const read = readContent(folder);
  const before = version();
  put('cards.ts', 'changed');
  expect(read(declared)).toBe(before);
  expect(read({})).not.toBe(before);
  expect(version()).not.toBe(before);
});

test('the services have versions of their own', () => {
  const versions = [...registeredServices.values()].map(versionOf);
  expect(new Set(versions).size).toBe(registeredServices.size);
});
