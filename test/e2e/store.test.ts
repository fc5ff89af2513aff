import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { readCases } from '@cardwright/cds-hooks';
import { runCardwright, startProcess, temporaryDirectory } from './start-process.ts';

jest.setTimeout(120_000);
let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.clean());

const service = 'cvd-risk-prevent';

/** Calls the product with the chart of a case, of a patient whose id can be searched for; gives the id of the evaluation. */
async function callService(url: string, patient: string): Promise<string> {
  const base = readCases(service).find(({ file }) => file === 'base.json')?.case;
  if (base === undefined) throw new Error('no case');
  const { hook, context, prefetch } = base;
  const hookInstance = 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea';
  const known = String(Reflect.get(context, 'patientId'));
  const text = JSON.stringify({ hook, hookInstance, context, prefetch: { all: prefetch['chart'], ...prefetch } });
  const body = text.replaceAll(`"${known}"`, `"${patient}"`).replaceAll(`Patient/${known}"`, `Patient/${patient}"`);
  const response = await fetch(`${url}/cds-services/${service}`, { method: 'POST', body });
  return /"org\.cardwright\.evaluation":\{"id":"([^"]+)"/.exec(await response.text())?.[1] ?? '';
}

test('what a host wrote is sealed, backed up while it runs, exported by person, restored after a crash, and rotated', async () => {
  const data = join(directory.path, 'data');
  const env = { CARDWRIGHT_DATA_DIR: data };
  const cardwright = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await runCardwright([...args], '', env);
    return { code, report: code === 0 && stdout !== '' ? JSON.parse(stdout) : stderr };
  };
  const child = await startProcess(directory.path, env);
  const first = await callService(child.url, 'canary-patient-1962');
  expect(first).not.toBe('');
  const backup = join(directory.path, 'backup.db');
  expect(await cardwright('store', 'backup', backup)).toMatchObject({ code: 0, report: { backup } });
  const second = await callService(child.url, 'canary-patient-1962');
  await child.kill();
  for (const name of readdirSync(data).filter((one) => one.startsWith('cardwright.sqlite')))
    expect(readFileSync(join(data, name)).includes('canary-patient-1962')).toBe(false);

  const out = join(directory.path, 'person.ndjson');
  expect((await cardwright('store', 'export', '--out', out, '--patient', 'canary-patient-1962')).code).toBe(0);
  const exported = readFileSync(out, 'utf8').trim().split('\n');
  const evaluations = exported.map((line) => JSON.parse(line)).filter(({ table }) => table === 'evaluations');
  expect(evaluations.map(({ id }) => id)).toEqual([first, second]);

  expect(await cardwright('store', 'restore', backup)).toMatchObject({ code: 2 });
  mkdirSync(join(directory.path, 'other'));
  copyFileSync(join(data, 'store.key'), join(directory.path, 'other', 'store.key'));
  env.CARDWRIGHT_DATA_DIR = join(directory.path, 'other');
  expect(await cardwright('store', 'restore', backup)).toMatchObject({ code: 0 });
  expect(await cardwright('replay', first)).toMatchObject({ code: 0, report: { outcome: 'same' } });
  expect(await cardwright('replay', second)).toMatchObject({ code: 2 });

  const keys = `new:${Buffer.alloc(32, 7).toString('base64')}`;
  Object.assign(env, { CARDWRIGHT_STORE_KEYS: keys });
  const { report } = await cardwright('store', 'rotate');
  expect(report.resealed).toBeGreaterThan(0);
  expect(await cardwright('inbox', 'list')).toEqual({ code: 0, report: { events: [], work: [] } });
});
