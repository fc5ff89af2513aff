/**
 * A row of `npm run bench`: from the moment at which a vital sign is written to a FHIR server until its RiskAssessment can be read
 * there, over the whole of door 2: subscription, notification, inbox, the wait for more, reading the chart, NEWS2, publishing. Next
 * to the same writes and searches without anything behind them (the embedded server alone), and with the wait taken off.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readConfig } from '@cardwright/cds-hooks';
import { percentile } from './measure.ts';

const patients = 80;
const atOnce = 4;
const lookEveryMs = 10;
const directory = mkdtempSync(join(tmpdir(), 'cardwright-door2-'));
const child = spawn(process.execPath, [fileURLToPath(new URL('host-server.ts', import.meta.url)), directory], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, ORT_DISABLE_TELEMETRY: '1' },
});

const fhir = async (path: string, method = 'GET', body?: object): Promise<Record<string, unknown>> => {
  const response = await fetch(new URL(`/fhir/${path}`, base), {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/fhir+json' },
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
};

const started = new Date();
const loinc = 'http://loinc.org';
const vital = (patient: string, code: string, value: number, unit: string) => ({
  resourceType: 'Observation',
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
  ],
  code: { coding: [{ system: loinc, code }] },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: new Date().toISOString(),
  valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
});

async function admit(patient: string): Promise<void> {
  await fhir(`Patient/${patient}`, 'PUT', {
    resourceType: 'Patient',
    id: patient,
    birthDate: '1950-01-01',
    gender: 'male',
  });
  await fhir('Encounter', 'POST', {
    resourceType: 'Encounter',
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject: { reference: `Patient/${patient}` },
    period: { start: new Date(started.getTime() - 3_600_000).toISOString() },
  });
  const rest: readonly (readonly [string, number, string])[] = [
    ['9279-1', 18, '/min'],
    ['2708-6', 96, '%'],
    ['8480-6', 118, 'mm[Hg]'],
    ['8310-5', 37.2, 'Cel'],
  ];
  for (const [code, value, unit] of rest) await fhir('Observation', 'POST', vital(patient, code, value, unit));
}

interface Basis {
  readonly entry?: readonly { readonly resource: { readonly basis?: readonly { readonly reference?: string }[] } }[];
}

/** From the write of a pulse until a RiskAssessment rests on it; without `isAwaited` until the search is answered. */
async function timeOf(patient: string, isAwaited: boolean): Promise<number> {
  const start = performance.now();
  const { id } = await fhir('Observation', 'POST', vital(patient, '8867-4', 60 + Math.round(patients / 2), '/min'));
  for (;;) {
    const found = (await fhir(`RiskAssessment?subject=Patient/${patient}`)) as Basis;
    const rests = found.entry?.some(({ resource }) =>
      resource.basis?.some(({ reference }) => reference?.startsWith(`Observation/${String(id)}/`)),
    );
    if (!isAwaited || rests === true) return performance.now() - start;
    if (performance.now() - start > 60_000) throw new Error('no RiskAssessment within a minute');
    await pause(lookEveryMs);
  }
}

async function timesOf(names: readonly string[], isAwaited: boolean): Promise<readonly number[]> {
  const times: number[] = [];
  const left = [...names];
  const one = async (): Promise<void> => {
    for (let name = left.pop(); name !== undefined; name = left.pop()) times.push(await timeOf(name, isAwaited));
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return times;
}

const base = await new Promise<string>((resolve, reject) => {
  child.stdout.once('data', (data: Buffer) => resolve(data.toString('utf8').trim()));
  child.once('exit', (code) => reject(new Error(`the host ended with ${code ?? 'a signal'}`)));
});
try {
  const names = Array.from({ length: patients }, (_, index) => `bench-${index}`);
  for (const name of names) await admit(name);
  await timesOf(names.slice(0, atOnce), true);
  const floor = await timesOf(names, false);
  // The floor's writes are notified too: until that is worked off.
  for (let round = 0; round < 2; round += 1) await timesOf(names.slice(0, atOnce), true);
  const ours = await timesOf(names, true);
  const { debounceMs } = readConfig({}).limits;
  const row = (name: string, times: readonly number[]) =>
    `  ${name.padEnd(34)} p50 ${(percentile(times, 0.5) / 1000).toFixed(3)} s   p99 ${(percentile(times, 0.99) / 1000).toFixed(3)} s\n`;
  process.stdout.write(
    `\nFrom a written vital sign to its RiskAssessment, ${patients} patients, ${atOnce} at a time\n`,
  );
  process.stdout.write(row('write and search alone', floor));
  process.stdout.write(row('until the RiskAssessment is there', ours));
  process.stdout.write(
    `  of which ${(debounceMs / 1000).toFixed(3)} s are the wait for more about the same patient (limits.debounceMs)\n`,
  );
} finally {
  child.kill('SIGTERM');
  setTimeout(() => rmSync(directory, { recursive: true, force: true }), 500);
}
