import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeSystems } from '@cardwright/features';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { findValueSetFiles } from '../terminology/find-value-set-files.ts';
import { startTerminologyServer } from '../terminology-server/testing/terminology-server-fake.ts';
import { terminologyCommand } from './terminology-command.ts';

const { snomed } = codeSystems;
const published = 'http://example.org/fhir/ValueSet/pregnancy';
let folder = '';
let printed = '';
const closing: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'value-sets-'));
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
  closing.splice(0).forEach((close) => close());
});

const file = {
  id: 'pregnancy',
  version: 1,
  date: '2025-01-01',
  title: 'Pregnancy',
  source: 'a published value set',
  codes: [{ system: snomed, code: '77386006', display: 'Pregnant' }],
};
function write(content: object, name = 'pregnancy.json'): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

describe('check', () => {
  test('everything that is shipped is right', async () => {
    expect(await terminologyCommand(['check'])).toBe(0);
    expect(printed).toBe(`${findValueSetFiles().length} value sets, 0 problems\n`);
    expect(findValueSetFiles().length).toBeGreaterThanOrEqual(43);
  });

  test.each<[string, object, string]>([
    ['without a hash', file, 'there is no hash'],
    [
      'with the hash of other codes',
      { ...file, hash: `sha256:${'0'.repeat(64)}` },
      'the hash is not that of the codes',
    ],
    ['with a bad check digit', { ...file, codes: [{ system: snomed, code: '77386007' }] }, 'has a bad check digit'],
    ['with a code twice', { ...file, codes: [...file.codes, ...file.codes] }, 'is listed twice'],
    ['of an unknown system', { ...file, codes: [{ system: 'urn:x', code: '1' }] }, 'no code system that is known here'],
    ['without a source', { ...file, source: undefined }, 'lacks "source"'],
    ['under another name', { ...file, id: 'other' }, 'so the file is named other.json'],
  ])('a file %s is not', async (_what, content, problem) => {
    expect(await terminologyCommand(['check', write(content)])).toBe(1);
    expect(printed).toContain('pregnancy.json');
    expect(printed).toContain(problem);
  });

  test.each(['{"id":', undefined])('nor is what cannot be read', async (text) => {
    const path = join(folder, 'x.json');
    if (text !== undefined) writeFileSync(path, text);
    expect(await terminologyCommand(['check', path])).toBe(1);
    expect(printed).toMatch(text === undefined ? /x\.json: it cannot be read/ : /x\.json: it is not JSON/);
  });
});

test('seal: the first hash keeps the version, a change of codes counts it up, a change of words does not', async () => {
  const path = write(file);
  expect(await terminologyCommand(['seal', path])).toBe(0);
  expect(await terminologyCommand(['check', path])).toBe(0);
  expect(read(path)).toMatchObject({ version: 1, date: '2025-01-01' });
  const first = readFileSync(path, 'utf8');
  writeFileSync(path, first.replace('"Pregnant"', '"Currently pregnant"'));
  expect(await terminologyCommand(['check', path])).toBe(0);
  writeFileSync(path, first.replace('77386006', '72892002'));
  expect(await terminologyCommand(['check', path])).toBe(1);
  expect(await terminologyCommand(['seal', path])).toBe(0);
  expect(await terminologyCommand(['check', path])).toBe(0);
  expect(read(path)).toMatchObject({ version: 2, date: new Date().toISOString().slice(0, 10) });
});

test('list: id, version, date, size and what it is refreshed from', async () => {
  expect(await terminologyCommand(['list', write({ ...file, expandFrom: [{ valueSet: published }] })])).toBe(0);
  expect(printed).toMatch(
    /^pregnancy 1 \(2025-01-01\): 1 codes, 0 prefixes, 0 names; refreshed from http:\/\/example\.org\/fhir\/ValueSet\/pregnancy\n/,
  );
});

describe('refresh', () => {
  const serve = async (contains: readonly object[]) => {
    const server = await startTerminologyServer({ [published]: { version: '2', contains } });
    closing.push(server.close);
    return server;
  };
  const contains = [{ system: snomed, code: '72892002', display: 'Normal pregnancy' }];
  const refreshable = { ...file, expandFrom: [{ valueSet: published }] };

  test('writes the new expansion and prints what comes and goes', async () => {
    const path = write(refreshable);
    await terminologyCommand(['seal', path]);
    const before = readFileSync(path, 'utf8');
    const { baseUrl } = await serve(contains);
    printed = '';
    expect(await terminologyCommand(['refresh', '--server', baseUrl, '--dry-run', path])).toBe(0);
    expect(printed).toContain('version 2 (not written)');
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(await terminologyCommand(['refresh', '--server', baseUrl, path])).toBe(0);
    expect(printed).toContain(`  + ${snomed}|72892002 Normal pregnancy\n  - ${snomed}|77386006 Pregnant\n`);
    expect(read(path)).toMatchObject({ version: 2, codes: contains, expanded: { from: [{ version: '2' }] } });
    expect(await terminologyCommand(['check', path])).toBe(0);
  });

  test('leaves a file as it is when its expansion is not taken, and goes on with the next', async () => {
    const wrong = write({ ...refreshable, id: 'wrong', expandFrom: [{ valueSet: `${published}-2` }] }, 'wrong.json');
    const right = write(refreshable);
    const before = readFileSync(wrong, 'utf8');
    const { baseUrl } = await serve(contains);
    expect(await terminologyCommand(['refresh', '--server', baseUrl, wrong, right])).toBe(1);
    expect(printed).toMatch(
      /wrong\.json: left as it is\n {2}fhir-refused: The terminology server answered 404: Unknown/,
    );
    expect(readFileSync(wrong, 'utf8')).toBe(before);
    expect(read(right)).toMatchObject({ codes: contains });
  });

  test('an empty expansion is an error', async () => {
    const path = write(refreshable);
    const { baseUrl } = await serve([]);
    expect(await terminologyCommand(['refresh', '--server', baseUrl, path])).toBe(1);
    expect(read(path)).toEqual(refreshable);
  });

  test('the authorization goes to the server and is not printed', async () => {
    process.env['CARDWRIGHT_TERMINOLOGY_AUTHORIZATION'] = 'Basic c2VjcmV0';
    try {
      const server = await serve(contains);
      await terminologyCommand(['refresh', '--server', server.baseUrl, write(refreshable)]);
      expect(server.asked[0]?.headers.authorization).toBe('Basic c2VjcmV0');
      expect(printed).not.toContain('c2VjcmV0');
    } finally {
      delete process.env['CARDWRIGHT_TERMINOLOGY_AUTHORIZATION'];
    }
  });
});

test.each([[[]], [['sealed']], [['seal']], [['refresh']], [['refresh', '--server', 'http://tx.example.org']]])(
  '%j is not understood',
  async (args) => {
    await expect(terminologyCommand(args)).rejects.toMatchObject({ code: 'bad-argument' });
  },
);

test('sealing a shipped file changes nothing in it', async () => {
  for (const path of findValueSetFiles()) {
    const copy = join(folder, path.split('/').at(-1) ?? '');
    copyFileSync(path, copy);
    await terminologyCommand(['seal', copy]);
    expect(read(copy)).toEqual(read(path));
  }
});
