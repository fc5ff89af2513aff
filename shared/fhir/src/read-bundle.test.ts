import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import fc from 'fast-check';
import { readBundle } from './read-bundle.ts';
import { condition, loinc, observation, patient, valueSet } from './testing/chart.ts';
import { deepFreeze } from './testing/deep-freeze.ts';

const creatinine = valueSet(loinc, '2160-0');
const bundle = (type: string, ...entry: unknown[]) => deepFreeze({ resourceType: 'Bundle', type, entry });
const resource = (one: unknown) => ({ resource: one });
const other = { resourceType: 'Patient', id: 'p2' };
const failureOf = (call: () => unknown) => {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('Bundles of every kind', () => {
  test.each<readonly [string, unknown]>([
    ['collection', bundle('collection', resource(patient), resource(observation('o')))],
    ['searchset', bundle('searchset', resource(patient), { ...resource(observation('o')), search: { mode: 'match' } })],
    [
      'transaction',
      bundle(
        'transaction',
        { fullUrl: 'urn:uuid:1', resource: patient, request: { method: 'POST', url: 'Patient' } },
        { fullUrl: 'urn:uuid:2', resource: observation('o', { subject: { reference: 'urn:uuid:1' } }) },
      ),
    ],
    ['without type', { resourceType: 'Bundle', entry: [resource(patient), resource(observation('o'))] }],
    [
      'with odd entries',
      bundle(
        'history',
        null,
        1,
        {},
        { resource: null },
        { resource: { id: 'x' } },
        resource(patient),
        resource(observation('o')),
      ),
    ],
  ])('%s', (_name, input) => {
    const record = readBundle(input);
    expect(record.patient).toEqual(patient);
    expect(record.observations(creatinine)).toHaveLength(1);
    expect([record.refused, record.coverage.state('any'), record.coverage.truncated('any')]).toEqual([
      [],
      'data',
      false,
    ]);
  });

  test('a Patient without id in a transaction', () => {
    const record = readBundle(
      bundle(
        'transaction',
        { fullUrl: 'urn:uuid:1', resource: { resourceType: 'Patient', gender: 'male' } },
        { fullUrl: 'urn:uuid:2', resource: observation('o', { subject: { reference: 'urn:uuid:1' } }) },
      ),
    );
    expect([record.patientId, record.patient?.gender, record.observations(creatinine).length]).toEqual([
      '1',
      'male',
      1,
    ]);
  });

  test('outcomes of a search are no data', () => {
    const outcome = { resource: { resourceType: 'OperationOutcome', issue: [] }, search: { mode: 'outcome' } };
    expect(readBundle(bundle('searchset', resource(patient), outcome)).refused).toEqual([]);
  });

  test('a next link means that there was more', () => {
    const { coverage } = readBundle({
      ...bundle('searchset', resource(patient)),
      link: [{ relation: 'next', url: 'x' }],
    });
    expect([coverage.state('any'), coverage.truncated('any')]).toEqual(['data', true]);
  });

  test.each([0, 1])('two resources under one fullUrl resolve alike in either order (%d)', (first) => {
    const copies = [observation('o', { meta: { versionId: '1' } }), observation('o', { meta: { versionId: '2' } })];
    const entries = [copies[first], copies[1 - first]].map((one) => ({ fullUrl: 'urn:uuid:o', resource: one }));
    expect(readBundle(bundle('collection', resource(patient), ...entries)).resolve('urn:uuid:o')).toEqual(copies[1]);
  });
});

describe('the one patient', () => {
  test.each<readonly [string, unknown, string | undefined, string]>([
    ['the only one', bundle('collection', resource(patient)), undefined, 'p1'],
    [
      'the only one that data is about',
      bundle('collection', resource(other), resource(patient), resource(observation('o'))),
      undefined,
      'p1',
    ],
    ['named', bundle('collection', resource(other), resource(patient), resource(observation('o'))), 'p2', 'p2'],
    ['named by reference', bundle('collection', resource(other), resource(patient)), 'Patient/p2', 'p2'],
    ['twice the same', bundle('collection', resource(patient), resource(patient)), undefined, 'p1'],
  ])('%s', (_name, input, wanted, id) => {
    expect(readBundle(input, wanted).patientId).toBe(id);
  });

  test.each<readonly [string, unknown, string | undefined, object]>([
    ['null', null, undefined, {}],
    ['a list', [], undefined, {}],
    ['another resource', patient, undefined, {}],
    ['entries that are no list', { resourceType: 'Bundle', entry: {} }, undefined, {}],
    ['no entries', { resourceType: 'Bundle', type: 'collection' }, undefined, {}],
    ['no Patient', bundle('collection', resource(observation('o'))), undefined, {}],
    ['no Patient, though named', bundle('collection', resource(observation('o'))), 'p1', {}],
    ['a Patient without any id', bundle('collection', resource({ resourceType: 'Patient' })), undefined, {}],
    ['another than named', bundle('collection', resource(patient)), 'p3', { patients: ['p1'] }],
    [
      'several without data',
      bundle('collection', resource(patient), resource(other)),
      undefined,
      { patients: ['p1', 'p2'] },
    ],
    [
      'several with data',
      bundle(
        'collection',
        resource(other),
        resource(patient),
        resource(observation('o')),
        resource(condition('c', { subject: { reference: 'Patient/p2' } })),
      ),
      undefined,
      { patients: ['p1', 'p2'] },
    ],
  ])('%s is bad-bundle', (_name, input, wanted, details) => {
    expect(failureOf(() => readBundle(input, wanted))).toMatchObject({ code: 'bad-bundle', details });
  });

  test('any JSON is read or refused with the code', () => {
    const entry = fc.record({ fullUrl: fc.jsonValue(), resource: fc.oneof(fc.constant(patient), fc.jsonValue()) });
    const any = fc.oneof(
      fc.jsonValue(),
      fc.record({ resourceType: fc.constant('Bundle'), entry: fc.array(entry), link: fc.jsonValue() }),
    );
    fc.assert(
      fc.property(any, (input) => {
        const failure = failureOf(() => readBundle(input));
        expect(failure === undefined || (failure instanceof CardwrightError && failure.code === 'bad-bundle')).toBe(
          true,
        );
      }),
    );
  });
});

// Third-party sample patients lie beside the repository on some machines; they are never part of it.
const samples = join(import.meta.dirname, '../../../../shared/fhir-samples');
const files = existsSync(samples)
  ? readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json.gz'))
  : [];

(files.length > 0 ? describe : describe.skip)('sample patients beside the repository (skipped when absent)', () => {
  test.each(files.length > 0 ? files : ['absent'])('%s', (file) => {
    const input: unknown = JSON.parse(gunzipSync(readFileSync(join(samples, file))).toString());
    const failure = failureOf(() => readBundle(input));
    const patients = failure instanceof CardwrightError ? failure.details.patients : undefined;
    // One file holds three patients with data each: it must be told which one.
    const named = Array.isArray(patients) ? patients.map(String) : [undefined];
    expect(failure === undefined || (patients !== undefined && named.length > 1)).toBe(true);
    for (const id of named) {
      const record = readBundle(input, id);
      expect(record.refused.filter(({ reason }) => reason === 'unusable')).toEqual([]);
      expect(record.refused.length > 0).toBe(named.length > 1);
      expect(record.ofType('Observation').length).toBeGreaterThan(10);
    }
  });
});
