import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import { runCommand } from './run-command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cardwright-features-'));
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const rate = (id: string, value: number, unit: string, effective: string, issued: string, status = 'final') => ({
  resourceType: 'Observation',
  id,
  status,
  code: { coding: [{ system: 'http://loinc.org', code: '9279-1' }] },
  subject: { reference: 'Patient/one' },
  effectiveDateTime: effective,
  issued,
  valueQuantity: { value, unit, code: unit, system: 'http://unitsofmeasure.org' },
});
const chart = (id: string, ...resources: readonly object[]) =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [{ resourceType: 'Patient', id, birthDate: '1950-05-05' }, ...resources].map((resource) => ({ resource })),
  });
const one = chart(
  'one',
  rate('known', 18, '/min', '2026-03-01T08:00:00Z', '2026-03-01T08:00:00Z'),
  // It had happened at noon, and nobody knew it before one o'clock.
  rate('late', 30, '/min', '2026-03-01T11:00:00Z', '2026-03-01T13:00:00Z'),
);
const cohortHeader = 'patient,index_time,label\n';

async function exportRows(bundles: string, cohort: string): Promise<readonly Record<string, string>[]> {
  const out = join(folder, 'table.csv');
  expect(
    await runCommand(['features', 'deterioration-news2', '--bundles', bundles, '--cohort', cohort, '--out', out]),
  ).toBe(0);
  const [header = '', ...lines] = readFileSync(out, 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])));
}

describe('cardwright features', () => {
  test('one row an index time, each as it was known then', async () => {
    const bundles = file('patients.ndjson', `${one}\n${chart('two')}\n`);
    const cohort = file(
      'cohort.csv',
      `${cohortHeader}one,2026-03-01T15:00:00+02:00,1\none,2026-03-01T12:00:00Z,0\none,2026-03-01T07:00:00Z,0\ntwo,2026-03-01T12:00:00Z,0\n`,
    );
    const rows = await exportRows(bundles, cohort);
    expect(
      rows.map(({ patient, index_time, label, resp_rate, age }) => [patient, index_time, label, resp_rate, age]),
    ).toEqual([
      ['one', '2026-03-01T07:00:00.000Z', '0', '', '75'],
      ['one', '2026-03-01T12:00:00.000Z', '0', '18', '75'],
      ['one', '2026-03-01T13:00:00.000Z', '1', '30', '75'],
      ['two', '2026-03-01T12:00:00.000Z', '0', '', '75'],
    ]);
  });

  test('the manifest counts reasons, gives units and value sets, and the hash of the table', async () => {
    const refused = rate('refused', 1, 'Hz', '2026-03-01T08:00:00Z', '2026-03-01T08:00:00Z');
    const bundles = file(
      'patients.ndjson.gz',
      gzipSync(
        `${one}\n${chart('three', { ...refused, subject: { reference: 'Patient/three' } })}\n${chart('nobody')}\n`,
      ),
    );
    const cohort = file(
      'cohort.csv',
      `${cohortHeader}one,2026-03-01T12:00:00Z,0\nthree,2026-03-01T12:00:00Z,1\ngone,2026-03-01T12:00:00Z,1\n`,
    );
    await exportRows(bundles, cohort);
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'table.manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      service: { id: 'deterioration-news2' },
      clock: 'replay',
      rows: 2,
      patients: 2,
      bundles: 3,
      bundlesNotInCohort: 1,
      patientsWithoutBundle: 1,
      labels: { 0: 1, 1: 1 },
      table: {
        sha256: createHash('sha256')
          .update(readFileSync(join(folder, 'table.csv')))
          .digest('hex'),
      },
      features: {
        resp_rate: {
          kind: 'number',
          unit: '/min',
          valueSets: [{ id: 'respiratory-rate' }],
          present: 1,
          absent: { 'unit-refused': 1 },
          histogram: { edges: [], counts: [1] },
        },
      },
    });
  });

  test('the order of Bundles and of their entries changes no row', async () => {
    const cohort = file(
      'cohort.ndjson',
      ['one', 'two']
        .map((patient) => JSON.stringify({ patient, index_time: '2026-03-01T12:00:00Z', label: 0 }))
        .join('\n'),
    );
    const bundle: unknown = JSON.parse(one);
    const entries: unknown = Reflect.get(Object(bundle), 'entry');
    const shuffled = JSON.stringify({ ...Object(bundle), entry: Array.isArray(entries) ? entries.toReversed() : [] });
    const rows = await exportRows(file('a.ndjson', `${one}\n${chart('two')}\n`), cohort);
    const others = await exportRows(file('b.ndjson', `${chart('two')}\n${shuffled}\n`), cohort);
    expect(others.toReversed()).toEqual(rows);
  });

  test('facts that never say when they became known are counted and left out', async () => {
    const { issued: _issued, ...undated } = rate('undated', 25, '/min', '2026-03-01T08:00:00Z', '');
    const bundles = file('patients.ndjson', chart('one', undated));
    const rows = await exportRows(bundles, file('cohort.csv', `${cohortHeader}one,2026-03-01T12:00:00Z,0\n`));
    expect(rows[0]?.['resp_rate']).toBe('');
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'table.manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ withoutKnownTime: { Observation: 1 } });
  });

  test.each([
    ['no header', 'one,2026-03-01T12:00:00Z,0\n', 'bad-argument'],
    ['a date without a zone', `${cohortHeader}one,2026-03-01T12:00:00,0\n`, 'bad-argument'],
    ['a row too short', `${cohortHeader}one\n`, 'bad-argument'],
    ['an instant twice', `${cohortHeader}one,2026-03-01T12:00:00Z,0\none,2026-03-01T12:00:00Z,1\n`, 'bad-argument'],
    ['no row', cohortHeader, 'bad-argument'],
  ])('a cohort with %s is refused', async (_name, cohort, code) => {
    await expect(exportRows(file('patients.ndjson', one), file('cohort.csv', cohort))).rejects.toMatchObject({ code });
  });

  test.each([
    ['not JSON', 'x', 'bad-json'],
    ['no Bundle', '{"resourceType":"Patient","id":"one"}', 'bad-bundle'],
    ['one patient twice', `${one}\n${one}`, 'bad-bundle'],
  ])('Bundles: %s is refused with its place', async (_name, text, code) => {
    const cohort = file('cohort.csv', `${cohortHeader}one,2026-03-01T12:00:00Z,0\n`);
    const error: unknown = await exportRows(file('patients.ndjson', text), cohort).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CardwrightError);
    expect(error).toMatchObject({ code });
    expect(Reflect.get(Object(error), 'message')).toContain('patients.ndjson:');
  });

  test('a folder that has no model yet', async () => {
    const own = {
      id: 'own-rate',
      version: 3,
      date: '2026-01-01',
      title: 'Respiratory rate',
      source: 'HL7 FHIR R4 core vital signs profiles',
      codes: [{ system: 'http://loinc.org', code: '9279-1', display: 'Respiratory rate' }],
    };
    mkdirSync(join(folder, 'value-sets'));
    file(join('value-sets', 'own-rate.json'), JSON.stringify(own));
    const number = { kind: 'observation-number', pick: 'latest', unit: 'respiratoryRate', plausible: [3, 80] };
    const features = { mine: { ...number, codes: 'own-rate' }, shared: { ...number, codes: 'respiratory-rate' } };
    file('features.json', JSON.stringify({ features }));
    const cohort = file('cohort.csv', `${cohortHeader}one,2026-03-01T12:00:00Z,0\n`);
    const out = join(folder, 'table.csv');
    const bundles = file('patients.ndjson', one);
    expect(await runCommand(['features', folder, '--bundles', bundles, '--cohort', cohort, '--out', out])).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(
      'patient,index_time,label,mine,shared\none,2026-03-01T12:00:00.000Z,0,18,18\n',
    );
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'table.manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ features: { mine: { valueSets: [{ id: 'own-rate', version: 3 }] } } });
  });

  test.each([
    ['nothing of this name', 'no-such-service', 'unknown-service'],
    ['a folder without features.json', tmpdir(), 'unknown-service'],
  ])('%s is refused', async (_name, given, code) => {
    const args = ['features', given, '--bundles', 'x', '--cohort', 'y', '--out', 'z'];
    await expect(runCommand(args)).rejects.toMatchObject({ code });
  });

  test('a table that cannot be written is a coded error', async () => {
    const cohort = file('cohort.csv', `${cohortHeader}one,2026-03-01T12:00:00Z,0\n`);
    const out = join(folder, 'nowhere', 'table.csv');
    const args = [
      'features',
      'deterioration-news2',
      '--bundles',
      file('p.ndjson', one),
      '--cohort',
      cohort,
      '--out',
      out,
    ];
    await expect(runCommand(args)).rejects.toMatchObject({ code: 'bad-argument' });
  });
});
