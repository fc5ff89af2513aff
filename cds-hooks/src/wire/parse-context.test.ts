import { describe, expect, test } from '@jest/globals';
import { parseWireContext } from './parse-context.ts';

const order = (id?: string, more: object = {}) => ({
  resourceType: 'MedicationRequest',
  ...(id === undefined ? {} : { id }),
  status: 'draft',
  subject: { reference: 'Patient/p1' },
  ...more,
});
const bundleOf = (...entry: readonly unknown[]) => ({ resourceType: 'Bundle', type: 'collection', entry });
const drafts = (...resources: readonly unknown[]) => bundleOf(...resources.map((resource) => ({ resource })));
const parse = (hook: string, context: object) => parseWireContext(hook, { patientId: 'p1', ...context });

describe('the context of every published hook', () => {
  const task = { resourceType: 'Task', id: 't1' };
  const apt = { resourceType: 'Appointment', id: 'apt1' };
  const refill = order('m1', { status: 'active' });
  const condition = { resourceType: 'Condition', id: 'c1' };
  const allergy = { resourceType: 'AllergyIntolerance', id: 'a1' };
  const user = { userId: 'Practitioner/1' };
  const tables: readonly (readonly [string, object, object])[] = [
    ['patient-view', { ...user, encounterId: 'e1' }, { userId: 'Practitioner/1', encounterId: 'e1' }],
    ['order-sign', { ...user, draftOrders: drafts(order('m1')) }, { draftOrders: [order('m1')] }],
    [
      'order-select',
      { ...user, selections: ['MedicationRequest/m1'], draftOrders: drafts(order('m1'), order('m2')) },
      { selections: ['MedicationRequest/m1'] },
    ],
    [
      'order-dispatch',
      {
        dispatchedOrders: ['https://ehr.example.org/fhir/ServiceRequest/s1', 'ServiceRequest/s2'],
        performer: 'Organization/o1',
        fulfillmentTasks: [task],
      },
      {
        dispatchedOrders: ['ServiceRequest/s1', 'ServiceRequest/s2'],
        performer: 'Organization/o1',
        subjects: [task],
        draftOrders: [],
      },
    ],
    [
      'order-dispatch',
      { dispatchedOrders: ['ServiceRequest/s1'], performer: 'Organization/o1', 'fulfillment-tasks': [task] },
      { subjects: [task] },
    ],
    ['appointment-book', { ...user, appointments: drafts(apt, apt) }, { subjects: [apt, apt] }],
    ['encounter-start', { ...user, encounterId: 'Encounter/e1' }, { encounterId: 'e1' }],
    ['encounter-discharge', { ...user, encounterId: 'e1' }, { encounterId: 'e1' }],
    ['medication-refill', { medications: drafts(refill) }, { subjects: [refill], draftOrders: [] }],
    ['medication-verify', { ...user, medication: order('m1') }, { subjects: [order('m1')] }],
    ['medication-verify', { ...user, order: order('m1') }, { subjects: [order('m1')] }],
    ['problem-list-item-create', { ...user, conditions: drafts(condition) }, { subjects: [condition] }],
    ['allergyintolerance-create', { ...user, allergyIntolerance: allergy }, { subjects: [allergy] }],
    ['org.example.patient-transmogrify', { medications: 'yes', performer: 7, order: null }, { draftOrders: [] }],
  ];
  test.each(tables)('%s', (hook, context, expected) => {
    const parsed = parse(hook, { ...context, 'com.example.more': [null] });
    expect(parsed.context).toMatchObject({ hook, patientId: 'p1', ...expected });
    expect(parsed.notes).toEqual([]);
  });

  test('of a hook of somebody else nothing is taken for what it is elsewhere', () => {
    expect(parse('org.example.x', { medications: drafts(refill) }).context).not.toHaveProperty('subjects');
  });
});

describe('what the page requires and the call lacks is noted', () => {
  test.each([
    ['order-select', ['selections', 'draftOrders']],
    ['order-sign', ['draftOrders']],
    ['order-dispatch', ['dispatchedOrders', 'performer']],
    ['appointment-book', ['appointments']],
    ['encounter-start', ['encounterId']],
    ['encounter-discharge', ['encounterId']],
    ['medication-refill', ['medications']],
    ['medication-verify', ['medication']],
    ['problem-list-item-create', ['conditions']],
    ['allergyintolerance-create', ['allergyIntolerance']],
    ['patient-view', []],
    ['org.example.own', []],
  ])('%s', (hook, names) => {
    expect(parse(hook, {}).notes).toEqual(names.map((name) => `context.${name}, which the hook requires, is missing.`));
  });
});

describe('a member of a published hook with another shape is refused by its path', () => {
  test.each([
    ['order-dispatch', { dispatchedOrders: 'ServiceRequest/s1' }, '/context/dispatchedOrders must be array of string'],
    ['order-dispatch', { dispatchedOrders: [1] }, '/context/dispatchedOrders'],
    ['order-dispatch', { performer: {} }, '/context/performer'],
    ['order-dispatch', { fulfillmentTasks: {} }, '/context/fulfillmentTasks'],
    ['appointment-book', { appointments: [] }, '/context/appointments'],
    ['appointment-book', { appointments: { entry: {} } }, '/context/appointments/entry'],
    ['medication-verify', { medication: 'warfarin' }, '/context/medication'],
    ['order-select', { selection: 5 }, '/context/selections'],
    ['order-select', { selections: ['MedicationRequest/m1', 5] }, '/context/selections/1 must be string'],
  ])('%s %j', (hook, context, path) => {
    expect(() => parse(hook, context)).toThrow(
      expect.objectContaining({ code: 'bad-request', message: expect.stringContaining(path) }),
    );
  });
});

describe('selections', () => {
  const both = drafts(order('m1'), order('m2'));
  const withUrls = bundleOf(
    { fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111', resource: order('m1') },
    { fullUrl: 'https://ehr.example.org/fhir/MedicationRequest/m2', resource: order(undefined) },
  );
  test.each([
    ['relative', both, { selections: ['MedicationRequest/m2'] }, ['MedicationRequest/m2']],
    ['absolute', both, { selections: ['https://ehr.example.org/fhir/MedicationRequest/m2'] }, ['MedicationRequest/m2']],
    ['versioned', both, { selections: ['MedicationRequest/m2/_history/3'] }, ['MedicationRequest/m2']],
    ['without a type', both, { selections: ['m2'] }, ['MedicationRequest/m2']],
    ['twice', both, { selections: ['m2', 'MedicationRequest/m2'] }, ['MedicationRequest/m2']],
    ['under the name of one product', both, { selection: ['MedicationRequest/m2'] }, ['MedicationRequest/m2']],
    ['one text under that name', both, { selection: 'MedicationRequest/m2' }, ['MedicationRequest/m2']],
    ['both names: the published one counts', both, { selections: [], selection: ['m2'] }, []],
    ['by urn', withUrls, { selections: ['urn:uuid:11111111-1111-4111-8111-111111111111'] }, ['MedicationRequest/m1']],
    ['an order whose id is in its address only', withUrls, { selections: ['m2'] }, ['MedicationRequest/m2']],
    ['not said', both, {}, ['MedicationRequest/m1', 'MedicationRequest/m2']],
  ])('%s', (_name, draftOrders, given, selections) => {
    expect(parse('order-sign', { draftOrders, ...given })).toMatchObject({ context: { selections }, notes: [] });
  });

  test('one that is no draft is kept, and said', () => {
    expect(parse('order-sign', { draftOrders: both, selections: ['MedicationRequest/m9'] })).toMatchObject({
      context: { selections: ['MedicationRequest/m9'] },
      notes: ['context.selections names an order that is not in context.draftOrders.'],
    });
  });
});

describe('drafts', () => {
  const repeated = 'Several entries of context.draftOrders have the same type and id.';
  test('a copy counts once, and it is said', () => {
    const parsed = parse('order-sign', { draftOrders: drafts(order('m1'), order('m1')) });
    expect(parsed.context.draftOrders).toEqual([order('m1')]);
    expect(parsed.notes).toEqual([repeated]);
  });

  test('two orders under one id are two orders, and it is said', () => {
    const other = order('m1', { intent: 'plan' });
    const parsed = parse('order-sign', { draftOrders: drafts(order('m1'), other) });
    expect(parsed.context.draftOrders).toEqual([order('m1'), other]);
    expect(parsed.notes).toEqual([repeated]);
  });

  test('two orders without id are two orders', () => {
    const parsed = parse('order-sign', { draftOrders: drafts(order(), order()) });
    expect(parsed.context.draftOrders).toHaveLength(2);
    expect(parsed.notes).toEqual([]);
  });

  test('an order in the place of the Bundle is that order', () => {
    expect(parse('order-sign', { draftOrders: order('m1') }).context.draftOrders).toEqual([order('m1')]);
  });

  test('entries without a resource are passed over, and it is said', () => {
    expect(parse('order-sign', { draftOrders: bundleOf({}, { resource: null }) }).notes).toEqual([
      'Entries of context.draftOrders without a resource were passed over.',
    ]);
  });

  test('fullUrls are kept, for references among the entries', () => {
    const medication = { resourceType: 'Medication', code: { text: 'x' } };
    const draftOrders = bundleOf({ fullUrl: 'urn:uuid:m', resource: medication }, { resource: order('m1') });
    expect(parse('order-sign', { draftOrders }).context.draftUrls).toEqual(new Map([['urn:uuid:m', medication]]));
  });

  test.each([
    ['drafts', { draftOrders: drafts(...Array.from({ length: 1001 }, (_, index) => order(`m${index}`))) }],
    ['selections', { selections: Array.from({ length: 1001 }, () => 'MedicationRequest/m1') }],
  ])('more than a thousand %s are too large', (_name, context) => {
    expect(() => parse('order-sign', context)).toThrow(expect.objectContaining({ code: 'too-large' }));
  });

  test('a thousand under one id take no longer than a thousand', () => {
    const alike = Array.from({ length: 1000 }, (_, index) => order('m1', { note: [{ text: `${index}` }] }));
    const started = performance.now();
    expect(parse('order-sign', { draftOrders: drafts(...alike) }).context.draftOrders).toHaveLength(1000);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
