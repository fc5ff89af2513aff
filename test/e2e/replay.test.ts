import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { readCases } from '@cardwright/cds-hooks';
import { runCardwright, startProcess, temporaryDirectory } from './start-process.ts';

jest.setTimeout(60_000);
let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.clean());

const service = 'cvd-risk-prevent';
const approved = { status: 'active', approvedBy: 'Committee', approvedOn: '2026-02-01' };

function config(change: object, name = 'config.json'): Readonly<Record<string, string>> {
  const path = join(directory.path, name);
  writeFileSync(path, JSON.stringify({ services: { [service]: approved }, ...change }));
  return { CARDWRIGHT_CONFIG: path, CARDWRIGHT_DATA_DIR: directory.path };
}

/** Starts the product, calls it once with the chart of a case, ends it by SIGKILL, and gives the id of the evaluation. */
async function evaluated(env: Readonly<Record<string, string>>): Promise<string> {
  const child = await startProcess(directory.path, env);
  const base = readCases(service).find(({ file }) => file === 'base.json')?.case;
  if (base === undefined) throw new Error('no case');
  const { hook, context, prefetch } = base;
  const body = JSON.stringify({
    hook,
    hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    context,
    prefetch: { all: prefetch['chart'], ...prefetch },
  });
  const response = await fetch(`${child.url}/cds-services/${service}`, { method: 'POST', body });
  const id = /"org\.cardwright\.evaluation":\{"id":"([^"]+)"/.exec(await response.text())?.[1];
  await child.kill();
  return id ?? '';
}

test('a recorded evaluation is made again after a crash, from its features and from the data that were kept', async () => {
  const env = config({ retention: { requestsDays: 7 } });
  const id = await evaluated(env);
  const { code, stdout } = await runCardwright(['replay', id, '--extract'], '', env);
  expect(JSON.parse(stdout)).toEqual({
    id,
    service,
    version: expect.stringMatching(/^\w{16}$/),
    sameEngine: true,
    outcome: 'same',
    differences: [],
    extraction: { outcome: 'same', differences: [] },
  });
  expect(code).toBe(0);
});

test('without retention the data are not there; with another overlay the version is not', async () => {
  const overlaid = { services: { [service]: { ...approved, overlay: { windows: { total_c: { days: 900 } } } } } };
  const env = config(overlaid);
  const id = await evaluated(env);
  const extract = await runCardwright(['replay', id, '--extract'], '', env);
  expect(JSON.parse(extract.stdout)).toMatchObject({ outcome: 'same', extraction: { outcome: 'not-retained' } });
  expect(extract.code).toBe(2);
  const { code, stdout } = await runCardwright(['replay', id], '', config({}, 'other.json'));
  expect(JSON.parse(stdout)).toMatchObject({ id, outcome: 'version-not-available' });
  expect(code).toBe(2);
});

test('service versions: what there is, and the steps of its status with who approved it', async () => {
  const env = config({});
  await evaluated(env);
  const { code, stdout } = await runCardwright(['service', 'versions', service], '', env);
  expect(code).toBe(0);
  const version = expect.stringMatching(/^\w{16}$/);
  expect(JSON.parse(stdout)).toEqual([
    {
      id: service,
      versions: [{ label: 'built-in', version }],
      steps: [{ service, version, label: 'built-in', ...approved, at: expect.any(String) }],
    },
  ]);
  const refused = await runCardwright(['service', 'activate', service, 'spring'], '', env);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('built in');
});

test('an evaluation that is not there is an error', async () => {
  const env = config({});
  await evaluated(env);
  const { code, stderr } = await runCardwright(['replay', 'no-such-id'], '', env);
  expect(code).toBe(2);
  expect(stderr).toContain('bad-argument');
});
