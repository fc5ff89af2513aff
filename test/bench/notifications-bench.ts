/**
 * A row of `npm run bench`: notifications that door 2 acknowledges per second, each committed with `fsync` before its answer, in SQLite and
 * in PostgreSQL, next to a bare Express app that acknowledges without storing; interleaved in one run. The ratios mean something.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatKey, newKey } from '@cardwright/store';
import { findPostgres, startPostgres } from '@cardwright/store/testing';
import { percentile, round, type Round } from './measure.ts';

const rounds = 5;
const requests = 2_000;
const goalP99Ms = 200;
const connections = [1, 8, 64] as const;
const key = randomBytes(16).toString('hex');
const directory = mkdtempSync(join(tmpdir(), 'cardwright-notifications-'));
const children: ChildProcess[] = [];

const config = join(directory, 'config.json');
writeFileSync(
  config,
  JSON.stringify({
    services: { 'deterioration-news2': { status: 'active', approvedBy: 'Bench', approvedOn: '2026-01-01' } },
    sources: {
      ward: {
        profile: 'medplum',
        // Nobody is asked: the work is left to others.
        fhirServer: 'http://127.0.0.1:9/fhir',
        criteria: 'Observation?category=vital-signs',
        authentication: { pathKey: { secrets: [key] } },
        ratePerMinute: 6_000_000,
      },
    },
  }),
);

let versions = 0;
/** Each is another version: none is a repeat. */
const notification = (): Buffer =>
  Buffer.from(
    JSON.stringify({
      resourceType: 'Observation',
      id: `o${(versions += 1)}`,
      meta: { versionId: '1', lastUpdated: new Date().toISOString() },
      status: 'final',
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
      ],
      code: { coding: [{ system: 'http://loinc.org', code: '8867-4', display: 'Heart rate' }] },
      subject: { reference: 'Patient/p1' },
      effectiveDateTime: new Date().toISOString(),
      valueQuantity: { value: 72, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
    }),
  );

async function start(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ORT_DISABLE_TELEMETRY: '1', ...env },
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString('utf8').trim()));
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code ?? 'a signal'}`)));
  });
}

const keys = { CARDWRIGHT_STORE_KEYS: formatKey(newKey('bench')) };
const folder = findPostgres();
const postgres = folder === undefined ? undefined : await startPostgres(folder);

async function sides(): Promise<ReadonlyMap<string, string>> {
  const door = async (name: string, env: Readonly<Record<string, string>>) =>
    `${await start('notification-server.ts', [config, join(directory, name)], { ...keys, ...env })}subscriptions/ward/${key}`;
  const found = new Map([
    ['floor: not stored', await start('notification-floor.ts', [])],
    ['SQLite', await door('sqlite', {})],
  ]);
  if (postgres !== undefined) found.set('PostgreSQL', await door('postgres', { DATABASE_URL: postgres.url }));
  return found;
}

function report(measured: ReadonlyMap<string, readonly Round[]>, count: number): void {
  const perSecond = (side: string) =>
    percentile(
      (measured.get(side) ?? []).map((one) => one.perSecond),
      0.5,
    );
  process.stdout.write(
    `\n${count} connection${count === 1 ? '' : 's'}       acknowledged/s   of floor   p50 ms   p99 ms\n`,
  );
  for (const [side, all] of measured) {
    const times = all.flatMap((one) => one.times);
    const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
    const ratio = perSecond(side) / perSecond('floor: not stored');
    const goal = side.startsWith('floor')
      ? ''
      : `   goal: p99 under ${goalP99Ms} ms: ${p99 < goalP99Ms ? 'met' : 'missed'}`;
    process.stdout.write(
      `  ${side.padEnd(18)} ${perSecond(side).toFixed(0).padStart(12)} ${ratio.toFixed(2).padStart(10)} ${p50.toFixed(2).padStart(8)} ${p99.toFixed(2).padStart(8)}${goal}\n`,
    );
  }
}

try {
  process.stdout.write('Notifications acknowledged, each durable before its answer\n');
  if (postgres === undefined) process.stdout.write('  PostgreSQL is not installed here: skipped\n');
  const all = await sides();
  for (const url of all.values()) await round(url, notification, requests / 4, 8);
  for (const count of connections) {
    const measured = new Map([...all.keys()].map((side): [string, Round[]] => [side, []]));
    for (let index = 0; index < rounds; index += 1)
      for (const [side, url] of all)
        measured.get(side)?.push(await round(url, notification, count === 1 ? 300 : requests, count));
    report(measured, count);
  }
} finally {
  children.forEach((child) => child.kill('SIGTERM'));
  await Promise.all(children.map((child) => child.exitCode ?? new Promise((resolve) => child.once('exit', resolve))));
  await postgres?.stop();
  rmSync(directory, { recursive: true, force: true });
}
