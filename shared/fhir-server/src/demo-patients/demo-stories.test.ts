import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Observation, Resource } from '@medplum/fhirtypes';
import { checkResource } from '../repository/check-resource.ts';
import { IndexedRepository } from '../repository/indexed-repository.ts';
import { elementsAt } from '../search/elements-at.ts';
import { isRecord } from '../search/is-record.ts';
import { testOptions } from '../test-support.ts';
import { demoStories } from './demo-stories.ts';
import { demoDirectory } from './directory.ts';
import { loadDemoPatients } from './load-demo-patients.ts';

const asOf = '2026-03-15T10:00:00.000Z';
const stories = demoStories(asOf);
const isObservation = (resource: Resource): resource is Observation => resource.resourceType === 'Observation';
const nameOf = (resource: Resource): string => `${resource.resourceType}/${resource.id}`;
const storyOf = (id: string) => stories.find((story) => story.id === id)?.resources ?? [];

/** Every `reference` anywhere in a value. */
function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isRecord(value)) return [];
  const own = typeof value['reference'] === 'string' ? [value['reference']] : [];
  return [...own, ...Object.values(value).flatMap(referencesIn)];
}

describe('demoStories', () => {
  test('at least 22 patients, each told in a sentence', () => {
    expect(stories.length).toBeGreaterThanOrEqual(22);
    expect(new Set(stories.map(({ id }) => id)).size).toBe(stories.length);
    for (const { id, story, resources } of stories) {
      expect(story).toMatch(/^[A-Z].*\.$/);
      expect(resources[0]).toMatchObject({ resourceType: 'Patient', id, name: [{ family: 'Example' }] });
    }
  });

  test('the same seed and instant give the same resources; another seed changes the noise only', () => {
    expect(demoStories(asOf)).toEqual(stories);
    const other = demoStories(asOf, 7);
    expect(other).not.toEqual(stories);
    expect(other.map(({ resources }) => resources[0])).toEqual(stories.map(({ resources }) => resources[0]));
  });

  test('moving "now" moves the chart with it', () => {
    const later = demoStories('2027-03-15T10:00:00.000Z').find(({ id }) => id === 'deteriorating-inpatient');
    const last = later?.resources
      .filter(isObservation)
      .map(({ effectiveDateTime }) => effectiveDateTime ?? '')
      .toSorted()
      .at(-1);
    expect(last).toBe('2027-03-15T09:40:00.000Z');
  });

  test.each(stories.map(({ id, resources, draftOrders }) => [id, [...resources, ...draftOrders]] as const))(
    '%s: ids are valid and unique, references resolve, nothing lies in the future',
    (id, resources) => {
      resources.forEach(checkResource);
      const names = resources.map(nameOf);
      expect(new Set(names).size).toBe(names.length);
      const known = new Set([...names, ...demoDirectory.map(nameOf)]);
      expect(referencesIn(resources).filter((reference) => !known.has(reference))).toEqual([]);
      const subjects = resources.flatMap((resource) => elementsAt(resource, 'subject.reference'));
      expect(new Set(subjects)).toEqual(new Set([`Patient/${id}`]));
      const times = ['effectiveDateTime', 'issued', 'authoredOn', 'period.start', 'recordedDate'].flatMap((path) =>
        resources.flatMap((resource) => elementsAt(resource, path)),
      );
      expect(times.filter((time) => typeof time !== 'string' || Date.parse(time) > Date.parse(asOf))).toEqual([]);
    },
  );

  test('every Observation has status, code, subject, effective time and something measured', () => {
    const all = stories.flatMap(({ resources }) => resources.filter(isObservation));
    expect(all.length).toBeGreaterThan(300);
    const incomplete = all.filter(
      ({ status, code, subject, effectiveDateTime, issued, valueQuantity, valueCodeableConcept, component }) =>
        !status ||
        !code.coding?.[0]?.code ||
        !subject?.reference ||
        !effectiveDateTime ||
        !issued ||
        !(valueQuantity ?? valueCodeableConcept ?? component),
    );
    expect(incomplete.map(nameOf)).toEqual([]);
  });

  test('charts hold noise: unrelated results, resolved illnesses, ended courses', () => {
    for (const { resources } of stories) {
      const codes = resources.flatMap((resource) => elementsAt(resource, 'code.coding.code'));
      expect(codes).toEqual(expect.arrayContaining(['718-7', '777-3', '2951-2']));
      expect(resources.flatMap((resource) => elementsAt(resource, 'status'))).toContain('completed');
    }
    const clinical = stories.flatMap(({ resources }) =>
      resources.flatMap((resource) => elementsAt(resource, 'clinicalStatus.coding.code')),
    );
    expect(clinical.filter((status) => status === 'resolved').length).toBeGreaterThan(10);
  });
});

describe('what the stories turn on', () => {
  let repository: IndexedRepository;
  beforeAll(() => {
    repository = new IndexedRepository(testOptions());
    loadDemoPatients(repository, asOf);
    loadDemoPatients(repository, asOf);
  });
  const newest = (patient: string, code: string): Observation | undefined => {
    const bundle = repository.searchByQuery<Observation>('Observation', [
      ['patient', patient],
      ['code', code],
      ['_sort', '-date'],
      ['_count', '1'],
    ]);
    return bundle.entry?.[0]?.resource;
  };

  test('loading twice gives each patient once', () => {
    expect(repository.searchByQuery('Patient', [['_summary', 'count']]).total).toBe(stories.length);
  });

  test.each([
    ['statin-candidate', '2093-3', 200, 'mg/dL'],
    ['statin-candidate', '98979-8', 90, 'mL/min/{1.73_m2}'],
    ['si-units', '14647-2', 5.4, 'mmol/L'],
    ['si-units', '14682-9', 79, 'umol/L'],
    ['si-units', '59261-8', 56, 'mmol/mol'],
    ['si-units', '32294-1', 3.1, 'mg/mmol'],
    ['bmi-42', '39156-5', 42, 'kg/m2'],
    ['refused-unit', '2093-3', 2.1, 'g/L'],
    ['deteriorating-inpatient', '9279-1', 26, '/min'],
    ['on-warfarin', '6301-6', 2.4, '{INR}'],
  ])('%s: newest %s is %p %s', (patient, code, value, unit) => {
    expect(newest(patient, code)?.valueQuantity).toEqual({
      value,
      unit,
      code: unit,
      system: 'http://unitsofmeasure.org',
    });
  });

  test('the retracted creatinine is the newest one', () => {
    expect(newest('retracted-result', '2160-0')).toMatchObject({
      status: 'entered-in-error',
      valueQuantity: { value: 4.8 },
    });
  });

  test.each([
    ['missing-lipids', '2093-3'],
    ['missing-lipids', '2085-9'],
    ['creatinine-only', '98979-8'],
    ['warfarin-without-genotype', '84413-4'],
    ['consciousness-not-charted', '67775-7'],
  ])('%s has no %s', (patient, code) => {
    expect(newest(patient, code)).toBeUndefined();
  });

  test('warfarin orders are drafts outside the chart, except the one that is active', () => {
    const drafting = stories.filter(({ draftOrders }) => draftOrders.length > 0);
    expect(drafting.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['warfarin-with-genotype', 'on-amiodarone', 'on-warfarin', 'pregnant']),
    );
    expect(drafting.flatMap(({ draftOrders }) => draftOrders.map(({ status }) => status))).not.toContain('active');
    const warfarin = stories.filter(({ resources }) =>
      resources.some((resource) => elementsAt(resource, 'medicationCodeableConcept.coding.code').includes('11289')),
    );
    expect(warfarin.map(({ id }) => id)).toEqual(['on-warfarin']);
  });

  test('the genotype is in the shape of HL7 Genomics Reporting', () => {
    const calls = storyOf('warfarin-with-genotype').filter((resource) =>
      elementsAt(resource, 'code.coding.code').includes('84413-4'),
    );
    expect(
      calls.map((call) =>
        [elementsAt(call, 'component.valueCodeableConcept.text'), elementsAt(call, 'valueCodeableConcept.text')].flat(),
      ),
    ).toEqual([
      ['CYP2C9', '*1/*3'],
      ['VKORC1', 'A/G'],
    ]);
  });
});
