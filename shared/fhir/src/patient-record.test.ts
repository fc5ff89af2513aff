import { describe, expect, test } from '@jest/globals';
import type { Encounter, Observation, Patient, Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { compareFacts } from './compare-facts.ts';
import { wholeChart } from './coverage.ts';
import type { ObservationFact } from './observation-fact.ts';
import { PatientRecord } from './patient-record.ts';
import { condition, icd10cm, loinc, observation, patient, snomed, valueSet } from './testing/chart.ts';
import { deepFreeze } from './testing/deep-freeze.ts';

const creatinine = valueSet(loinc, '2160-0');
const record = (resources: readonly Resource[], fullUrls: Readonly<Record<string, Resource>> = {}, patientId = 'p1') =>
  new PatientRecord({
    patientId,
    resources: deepFreeze(resources),
    coverage: wholeChart,
    fullUrls: new Map(Object.entries(fullUrls)),
  });
const references = (facts: readonly ObservationFact[]) => [...facts].sort(compareFacts).map((fact) => fact.reference);
/** A resource as JSON brings it, whatever its shape. */
const json = (value: unknown): Resource => JSON.parse(JSON.stringify(value));

describe('whose data', () => {
  const about = (subject: unknown) => json({ ...observation('o'), subject });
  const twin: Patient = { resourceType: 'Patient', id: 'p2' };

  test.each<readonly [string, Resource]>([
    ['relative', about({ reference: 'Patient/p1' })],
    ['absolute', about({ reference: 'http://x.example/fhir/Patient/p1' })],
    ['versioned', about({ reference: 'Patient/p1/_history/3' })],
    ['absolute and versioned', about({ reference: 'http://x.example/fhir/Patient/p1/_history/3' })],
    ['urn through fullUrl', about({ reference: 'urn:uuid:own' })],
    ['urn that is the id', about({ reference: 'urn:uuid:p1' })],
    ['patient element', json({ resourceType: 'AllergyIntolerance', id: 'a', patient: { reference: 'Patient/p1' } })],
    ['beneficiary element', json({ resourceType: 'Coverage', id: 'c', beneficiary: { reference: 'Patient/p1' } })],
    ['for element', json({ resourceType: 'Task', id: 't', for: { reference: 'Patient/p1' } })],
    ['list of subjects', json({ resourceType: 'Account', id: 'a', subject: [{ reference: 'Patient/p1' }] })],
    ['focus on the patient', json({ ...observation('o'), focus: [{ reference: 'Patient/p1' }] })],
    ['focus on a condition', json({ ...observation('o'), focus: [{ reference: 'Condition/1' }] })],
    ['a Medication has no subject', json({ resourceType: 'Medication', id: 'm' })],
    ['an Organization has no subject', json({ resourceType: 'Organization', id: 'o' })],
    ['a device of the patient', json({ resourceType: 'Device', id: 'd', patient: { reference: 'Patient/p1' } })],
  ])('%s is kept', (_name, resource) => {
    const chart = record([patient, resource], { 'urn:uuid:own': patient, 'urn:uuid:twin': twin });
    expect(chart.refused).toEqual([]);
    expect(chart.ofType(resource.resourceType)).toEqual([resource]);
  });

  test.each<readonly [string, Resource, 'other-patient' | 'unusable']>([
    ['another patient', about({ reference: 'Patient/p2' }), 'other-patient'],
    ['another patient, absolute', about({ reference: 'http://x.example/fhir/Patient/p2' }), 'other-patient'],
    ['another patient behind a urn', about({ reference: 'urn:uuid:twin' }), 'other-patient'],
    ['a longer id', about({ reference: 'Patient/p11' }), 'other-patient'],
    ['a group', about({ reference: 'Group/p1' }), 'other-patient'],
    ['a device', about({ reference: 'Device/p1' }), 'other-patient'],
    ['a Patient with another id', twin, 'other-patient'],
    [
      'two patients',
      json({ resourceType: 'Account', id: 'a', subject: [{ reference: 'Patient/p1' }, { reference: 'Patient/p2' }] }),
      'other-patient',
    ],
    ['focus on the fetus', json({ ...observation('o'), focus: [{ reference: 'RelatedPerson/1' }] }), 'other-patient'],
    ['focus on another patient', json({ ...observation('o'), focus: [{ reference: 'Patient/p2' }] }), 'other-patient'],
    [
      'a device of another patient',
      json({ resourceType: 'Device', id: 'd', patient: { reference: 'Patient/p2' } }),
      'other-patient',
    ],
    ['no subject', json({ ...observation('o'), subject: undefined }), 'unusable'],
    ['an empty subject', about({}), 'unusable'],
    ['a logical identifier only', about({ identifier: { system: 'urn:mrn', value: '1' } }), 'unusable'],
    ['a display only', about({ display: 'Jane' }), 'unusable'],
    ['an urn that leads nowhere', about({ reference: 'urn:uuid:gone' }), 'unusable'],
    ['a contained subject', about({ reference: '#p1' }), 'unusable'],
    ['a conditional reference', about({ reference: 'Patient?identifier=a|p1' }), 'unusable'],
    ['an empty list of subjects', json({ resourceType: 'Account', id: 'a', subject: [] }), 'unusable'],
    ['an OperationOutcome', json({ resourceType: 'OperationOutcome', id: 'x', issue: [] }), 'unusable'],
  ])('%s is refused', (_name, resource, reason) => {
    const chart = record([patient, resource], { 'urn:uuid:own': patient, 'urn:uuid:twin': twin });
    expect(chart.refused).toEqual([{ reference: `${resource.resourceType}/${resource.id}`, reason }]);
    expect(chart.ofType(resource.resourceType)).not.toContain(resource);
    expect(chart.resolve(`${resource.resourceType}/${resource.id}`)).toBeUndefined();
    expect(chart.observations(creatinine)).toEqual([]);
  });

  test.each(['p1', 'Patient/p1', 'http://x.example/fhir/Patient/p1', 'Patient/p1/_history/2'])(
    'the patient is named %s',
    (patientId) => {
      const chart = record([patient, observation('o')], {}, patientId);
      expect([chart.patientId, chart.patient, chart.refused]).toEqual(['p1', patient, []]);
    },
  );

  test('a Patient without id is known by its fullUrl', () => {
    const nameless = json({ resourceType: 'Patient', gender: 'male' });
    const own = about({ reference: 'urn:uuid:x' });
    const chart = record([nameless, own], { 'urn:uuid:x': nameless }, 'x');
    expect([chart.patient, chart.refused]).toEqual([nameless, []]);
    expect(chart.resolve('urn:uuid:x')).toBe(nameless);
  });

  test('the newest copy says whose it is', () => {
    const stale = observation('o', { meta: { versionId: '1' } });
    const moved = observation('o', { meta: { versionId: '2' }, subject: { reference: 'Patient/p2' } });
    for (const order of [
      [stale, moved],
      [moved, stale],
    ])
      expect(record(order).refused).toEqual([{ reference: 'Observation/o', reason: 'other-patient' }]);
  });
});

describe('malformed resources are refused as a whole', () => {
  test.each<readonly [string, object]>([
    ['a code that is text', { code: 'creatinine' }],
    ['a coding that is no list', { code: { coding: { system: loinc, code: '2160-0' } } }],
    ['a coding that is null', { code: { coding: [null] } }],
    ['a numeric code', { code: { coding: [{ system: loinc, code: 2160 }] } }],
    ['a value in quotes', { valueQuantity: { value: '1.2', unit: 'mg/dL' } }],
    ['a numeric date', { effectiveDateTime: 20260101 }],
    ['components that are no list', { component: {} }],
    ['a component without shape', { component: [1] }],
    ['a numeric id', { id: 7 }],
    ['meta that is text', { meta: 'x' }],
    ['security that is no list', { meta: { security: {} } }],
    ['a period that is text', { effectivePeriod: '2020' }],
    ['a timing without shape', { effectiveTiming: { event: '2020' } }],
    ['contained that is no list', { contained: {} }],
    ['status that is a list', { status: ['final'] }],
  ])('%s', (_name, more) => {
    const chart = record([json({ ...observation('o'), ...more })]);
    expect(chart.refused).toMatchObject([{ reason: 'unusable' }]);
    expect(chart.observations(creatinine)).toEqual([]);
  });

  test.each<readonly [string, object]>([
    ['Condition', { onsetPeriod: [] }],
    ['Condition', { clinicalStatus: { coding: 'active' } }],
    ['MedicationRequest', { dosageInstruction: {} }],
    ['MedicationRequest', { dosageInstruction: [{ timing: { repeat: { frequency: '1' } } }] }],
    ['MedicationRequest', { dosageInstruction: [{ doseAndRate: [{ doseQuantity: { value: '5' } }] }] }],
    ['MedicationStatement', { medicationReference: 'Medication/1' }],
    ['Medication', { ingredient: [{ itemCodeableConcept: [] }] }],
    ['Encounter', { class: 'IMP' }],
    ['Encounter', { period: 'today' }],
    ['Patient', { extension: [{ url: 1 }] }],
    ['Patient', { birthDate: 1960 }],
    ['Patient', { extension: [{ url: 'x', extension: [{ valueCoding: 'x' }] }] }],
  ])('%s with %j', (resourceType, more) => {
    const chart = record([json({ resourceType, id: 'p1', subject: { reference: 'Patient/p1' }, ...more })]);
    expect(chart.refused).toEqual([{ reference: `${resourceType}/p1`, reason: 'unusable' }]);
  });

  test('any JSON in the place of an element is read or refused, never thrown', () => {
    const element = fc.constantFrom(
      'code',
      'subject',
      'component',
      'meta',
      'effectiveTiming',
      'focus',
      'id',
      'status',
      'clinicalStatus',
      'verificationStatus',
      'medicationCodeableConcept',
      'dosageInstruction',
      'contained',
      'extension',
    );
    const type = fc.constantFrom(
      'Observation',
      'Condition',
      'MedicationRequest',
      'Patient',
      'Encounter',
      'Account',
      '__proto__',
    );
    fc.assert(
      fc.property(type, element, fc.jsonValue(), fc.jsonValue(), (resourceType, key, value, other) => {
        const make = (v: unknown) => json({ ...observation('o'), resourceType, [key]: v });
        const chart = record([make(value), make(other)]);
        chart.observations(creatinine).forEach((fact) => [fact.event, fact.known, fact.reference]);
        chart.conditions(creatinine);
        expect(chart.refused.length + chart.ofType('Observation').length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe('observations', () => {
  const second: Observation = observation('second', {
    code: {
      coding: [
        { system: 'http://local', code: 'CREA' },
        { system: loinc, code: '2160-0' },
      ],
    },
    effectiveDateTime: '2026-01-02',
    issued: '2026-01-02T10:00:00Z',
  });
  const panel: Observation = observation('panel', {
    code: { coding: [{ system: loinc, code: '85354-9' }] },
    component: [
      {
        code: {
          coding: [
            { system: loinc, code: '8480-6' },
            { system: snomed, code: '271649006' },
          ],
        },
      },
      { code: { coding: [{ system: loinc, code: '8462-4' }] } },
    ],
  });

  test('are found by any coding, not the first only', () => {
    expect(references(record([observation('first'), second]).observations(creatinine))).toEqual([
      'Observation/second',
      'Observation/first',
    ]);
  });

  test('are found by system and code together', () => {
    const local = observation('local', { code: { coding: [{ system: 'http://local', code: '2160-0' }] } });
    const bare = observation('bare', { code: { coding: [{ code: '2160-0' }] } });
    expect(record([local, bare]).observations(creatinine)).toEqual([]);
  });

  test('a component is a fact of its own, once, whatever number of its codings match', () => {
    const set = {
      ...valueSet(loinc, '8480-6'),
      codes: [
        { system: snomed, code: '271649006' },
        { system: loinc, code: '8480-6' },
      ],
    };
    const facts = record([panel]).observations(set);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      observation: panel,
      component: panel.component?.[0],
      reference: 'Observation/panel',
    });
  });

  test('carry both clocks', () => {
    const [fact] = record([second]).observations(creatinine);
    const [day, instant] = [Date.parse('2026-01-02'), Date.parse('2026-01-02T10:00:00Z')];
    expect([fact?.event, fact?.known]).toEqual([
      { start: day, end: day + 86_400_000 },
      { start: instant, end: instant + 1 },
    ]);
  });

  test('a zone moves dates and leaves instants', () => {
    const chart = new PatientRecord({
      patientId: 'p1',
      resources: [second],
      coverage: wholeChart,
      zoneOffsetMinutes: 60,
    });
    const [fact] = chart.observations(creatinine);
    expect([fact?.event?.start, fact?.known?.start]).toEqual([
      Date.parse('2026-01-01T23:00:00Z'),
      Date.parse('2026-01-02T10:00:00Z'),
    ]);
  });

  test('prefixes serve observations too', () => {
    const coded = observation('icd', { code: { coding: [{ system: icd10cm, code: 'E11.9' }] } });
    const set = { ...valueSet(icd10cm), prefixes: [{ system: icd10cm, prefix: 'E11' }] };
    expect(references(record([coded, second]).observations(set))).toEqual(['Observation/icd']);
  });

  test('without id they are known by the first fullUrl, or by their type', () => {
    const nameless = observation('x');
    delete nameless.id;
    const [a, b] = [json(nameless), json(nameless)];
    expect(references(record([a, b], { 'urn:uuid:b': b, 'urn:uuid:a': a }).observations(creatinine))).toEqual([
      'urn:uuid:a',
    ]);
    expect(references(record([a]).observations(creatinine))).toEqual(['Observation']);
  });
});

describe('conditions and other resources', () => {
  const set = { ...valueSet(snomed, '44054006'), prefixes: [{ system: icd10cm, prefix: 'E11' }] };
  const coded = (id: string, system: string, code: string) =>
    condition(id, { code: { coding: [{ code: 'local' }, { system, code }] } });

  test('conditions of the set, ordered by reference', () => {
    const chart = record([
      coded('b', icd10cm, 'E11.9'),
      coded('a', snomed, '44054006'),
      coded('c', icd10cm, 'I10'),
      condition('d'),
    ]);
    expect(chart.conditions(set).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('references are followed', () => {
    const encounter: Encounter = {
      resourceType: 'Encounter',
      id: 'e',
      status: 'finished',
      class: {},
      subject: { reference: 'Patient/p1' },
    };
    const chart = record([encounter], { 'urn:uuid:e': encounter, 'http://x.example/Encounter/e': encounter });
    for (const reference of [
      'Encounter/e',
      'http://y.example/fhir/Encounter/e',
      'Encounter/e/_history/1',
      'urn:uuid:e',
      'http://x.example/Encounter/e',
    ])
      expect(chart.resolve(reference)).toBe(encounter);
    for (const reference of [undefined, 'Encounter/f', 'urn:uuid:f', '#e', 'Encounter?x', ''])
      expect(chart.resolve(reference)).toBeUndefined();
  });

  test('a fullUrl does not lead to a refused resource', () => {
    const foreign = observation('o', { subject: { reference: 'Patient/p2' } });
    expect(record([foreign], { 'urn:uuid:o': foreign }).resolve('urn:uuid:o')).toBeUndefined();
  });

  test('an empty chart', () => {
    const chart = record([]);
    expect([chart.patient, chart.refused, chart.ofType('Observation'), chart.conditions(set)]).toEqual([
      undefined,
      [],
      [],
      [],
    ]);
  });
});

describe('order, copies and unrelated resources change nothing', () => {
  const arbitrary = fc
    .record({
      id: fc.constantFrom('1', '2', '3', undefined),
      status: fc.constantFrom<Observation['status']>('final', 'preliminary'),
      date: fc.constantFrom('2026', '2026-01', '2026-01-01T10:00:00Z', '2026-01-01T10:00:00+01:00', undefined),
      issued: fc.constantFrom('2026-02-01T00:00:00Z', undefined),
      value: fc.integer({ min: 0, max: 3 }),
      versionId: fc.constantFrom('1', '2', undefined),
      subject: fc.constantFrom('Patient/p1', 'Patient/p2'),
    })
    .map(({ id, date, issued, versionId, ...rest }) =>
      json({
        ...observation('x'),
        id,
        status: rest.status,
        effectiveDateTime: date,
        issued,
        meta: { versionId },
        subject: { reference: rest.subject },
        valueQuantity: { value: rest.value },
      }),
    );
  const view = (chart: PatientRecord) => ({
    facts: [...chart.observations(creatinine)].sort(compareFacts).map((fact) => [fact.reference, fact.observation]),
    refused: chart.refused,
    list: chart.ofType('Observation'),
  });

  test('bit by bit', () => {
    const unrelated = [condition('c'), observation('u', { code: { coding: [{ system: loinc, code: '718-7' }] } })];
    fc.assert(
      fc.property(fc.array(arbitrary, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (resources, random) => {
        const shuffled = [...resources, ...resources.map((r) => structuredClone(r))]
          .map((resource) => ({ resource, key: random.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ resource }) => resource);
        const expected = view(record(resources));
        expect(view(record(shuffled))).toEqual(expected);
        expect(view(record([...unrelated, ...shuffled])).facts).toEqual(expected.facts);
      }),
    );
  });
});
