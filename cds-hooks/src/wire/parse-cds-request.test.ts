import { describe, expect, test } from '@jest/globals';
import { parseCdsRequest, parseContext } from './parse-cds-request.ts';

const hookInstance = 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea';
const good = { hook: 'patient-view', hookInstance, context: { patientId: 'p1' } };
const withContext = (context: unknown, hook = 'order-sign') => ({ hook, hookInstance, context });
const withDrafts = (...resources: readonly unknown[]) =>
  withContext({
    patientId: 'p1',
    draftOrders: { resourceType: 'Bundle', entry: resources.map((resource) => ({ resource })) },
  });
const order = { resourceType: 'MedicationRequest', id: 'm1', status: 'draft', subject: { reference: 'Patient/p1' } };

/** The error of a refused call, as its code and message. */
function refusal(body: unknown): string {
  try {
    parseCdsRequest(body);
  } catch (error) {
    return error instanceof Error ? `${Reflect.get(error, 'code')}: ${error.message}` : 'not an error';
  }
  return 'not refused';
}

test('the least that a call holds', () => {
  expect(parseCdsRequest(good)).toStrictEqual({
    hook: 'patient-view',
    hookInstance,
    context: { hook: 'patient-view', patientId: 'p1', draftOrders: [], selections: [] },
    members: new Set(['patientId']),
    notes: [],
    prefetch: {},
  });
});

test('the most that a call holds; unknown members are let in and not carried on', () => {
  const body = {
    hook: 'org.example.order-sign',
    hookInstance: 'not a uuid',
    fhirServer: 'https://ehr.example.org/fhir',
    fhirAuthorization: {
      access_token: 'abc',
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'x',
      subject: 'c',
      more: 1,
    },
    context: {
      patientId: 'p1',
      userId: 'Practitioner/1',
      encounterId: 'Encounter/e1',
      selections: ['MedicationRequest/m1'],
      draftOrders: { resourceType: 'Bundle', type: 'collection', entry: [{ fullUrl: 'urn:x', resource: order }] },
      futureField: [1, null, {}],
    },
    prefetch: { patient: null, mine: { resourceType: 'Patient' }, text: 'sorry' },
    extension: { 'com.example.trigger': '23' },
    surprise: true,
  };
  expect(parseCdsRequest(body)).toStrictEqual({
    hook: 'org.example.order-sign',
    hookInstance: 'not a uuid',
    fhirServer: 'https://ehr.example.org/fhir',
    accessToken: 'abc',
    context: {
      hook: 'org.example.order-sign',
      patientId: 'p1',
      encounterId: 'e1',
      userId: 'Practitioner/1',
      draftOrders: [order],
      selections: ['MedicationRequest/m1'],
      draftUrls: new Map([['urn:x', order]]),
    },
    members: new Set(Object.keys(body.context)),
    notes: [],
    prefetch: body.prefetch,
  });
});

describe('the patient id is bare', () => {
  test.each([
    ['p1', 'p1'],
    ['Patient/p1', 'p1'],
    ['Patient/p1/_history/2', 'p1'],
    ['https://ehr.example.org/fhir/Patient/p1', 'p1'],
    ['urn:uuid:0a6e5c52-5f4e-4c5e-9d0e-6f1b1a2b3c4d', '0a6e5c52-5f4e-4c5e-9d0e-6f1b1a2b3c4d'],
    ['$&', '$&'],
  ])('%s', (given, bare) => {
    expect(parseCdsRequest(withContext({ patientId: given })).context.patientId).toBe(bare);
  });
});

describe('drafts', () => {
  const tables: readonly (readonly [string, unknown, readonly unknown[], readonly string[]])[] = [
    ['no draft orders', withContext({ patientId: 'p1' }), [], []],
    ['a Bundle without entries', withContext({ patientId: 'p1', draftOrders: { resourceType: 'Bundle' } }), [], []],
    ['an entry without resource', withContext({ patientId: 'p1', draftOrders: { entry: [{}] } }), [], []],
    ['a resource without type', withDrafts({ id: 'm1' }), [], []],
    ['a resource that is null', withDrafts(null), [], []],
    ['selected because nothing is said about selections', withDrafts(order), [order], ['MedicationRequest/m1']],
    ['a draft without id', withDrafts({ resourceType: 'Task' }), [{ resourceType: 'Task' }], ['Task/']],
    [
      'a draft without subject',
      withDrafts({ resourceType: 'MedicationRequest' }),
      [{ resourceType: 'MedicationRequest' }],
      ['MedicationRequest/'],
    ],
    [
      'a draft of somebody else is for the content to judge',
      withDrafts({ ...order, subject: { reference: 'Patient/p2' } }),
      [{ ...order, subject: { reference: 'Patient/p2' } }],
      ['MedicationRequest/m1'],
    ],
  ];
  test.each(tables)('%s', (_name, body, draftOrders, selections) => {
    expect(parseCdsRequest(body).context).toMatchObject({ draftOrders, selections });
  });

  test('no selections is not "all selected"', () => {
    const body = withContext({ patientId: 'p1', selections: [], draftOrders: { entry: [{ resource: order }] } });
    expect(parseCdsRequest(body).context.selections).toEqual([]);
  });
});

const canary = 'Canarywell';
const refused: readonly (readonly [string, unknown, RegExp])[] = [
  ['nothing', undefined, /must be object/],
  ['null', null, /must be object/],
  ['an array', [good], /must be object/],
  ['text', canary, /must be object/],
  ['no hook', { ...good, hook: undefined }, /'hook'|\/hook/],
  ['an empty hook', { ...good, hook: '' }, /\/hook/],
  ['a hook that is no text', { ...good, hook: { name: canary } }, /\/hook/],
  ['no hookInstance', { hook: 'patient-view', context: { patientId: 'p1' } }, /'hookInstance'/],
  ['no context', { hook: 'patient-view', hookInstance }, /'context'/],
  ['a context that is null', withContext(null), /\/context/],
  ['a context that is an array', withContext([canary]), /\/context/],
  ['no patientId', withContext({}), /'patientId'/],
  ['an empty patientId', withContext({ patientId: '' }), /\/context\/patientId/],
  ['a patientId of a type alone', withContext({ patientId: 'Patient/' }), /patientId/],
  ['a patientId of white space', withContext({ patientId: '  ' }), /patientId/],
  ['a patientId that names something else', withContext({ patientId: 'Group/p1' }), /patientId/],
  ['a patientId that is a number', withContext({ patientId: 1 }), /\/context\/patientId/],
  ['selections that are no list', withContext({ patientId: 'p1', selections: canary }), /\/context\/selections/],
  ['draft orders that are a list', withContext({ patientId: 'p1', draftOrders: [order] }), /draftOrders/],
  ['draft orders whose entry is an object', withContext({ patientId: 'p1', draftOrders: { entry: {} } }), /entry/],
  ['draft orders with an entry null', withContext({ patientId: 'p1', draftOrders: { entry: [null] } }), /entry/],
  [
    'a draft that is not what its type says',
    withDrafts(order, { ...order, dosageInstruction: canary }),
    /draftOrders\/entry\/1/,
  ],
  ['a draft whose medication is a number', withDrafts({ ...order, medicationCodeableConcept: 5 }), /entry\/0/],
  ['a draft whose contained is null', withDrafts({ ...order, contained: [null] }), /entry\/0/],
  ['a draft whose subject is no reference', withDrafts({ ...order, subject: { reference: 5 } }), /entry\/0/],
  [
    'fhirAuthorization without fhirServer',
    { ...good, fhirAuthorization: { access_token: canary, token_type: 'Bearer' } },
    /fhirServer/,
  ],
  [
    'fhirAuthorization without token',
    { ...good, fhirServer: 'https://x', fhirAuthorization: { token_type: 'Bearer' } },
    /access_token/,
  ],
  [
    'another token type',
    { ...good, fhirServer: 'https://x', fhirAuthorization: { access_token: canary, token_type: 'mac' } },
    /token_type/,
  ],
  ['a fhirServer that is no web address', { ...good, fhirServer: `file:///${canary}` }, /\/fhirServer/],
  ['prefetch that is a list', { ...good, prefetch: [canary] }, /\/prefetch/],
  [
    'members that only a prototype has',
    parsed('{"__proto__":{"hook":"x","hookInstance":"y","context":{"patientId":"p1"}}}'),
    /'hook'/,
  ],
];

function parsed(text: string): unknown {
  return JSON.parse(text);
}

test.each(refused)('refused: %s', (_name, body, message) => {
  const text = refusal(body);
  expect(text).toMatch(/^bad-request: /);
  expect(text).toMatch(message);
  expect(text).not.toContain(canary);
});

test('every wrong path is named at once', () => {
  expect(refusal({ hook: 1, context: {} })).toMatch(/hookInstance.*\/hook .*patientId|patientId.*hook/);
});

test('keys named like built-ins are keys like any other', () => {
  const body = parsed(
    '{"hook":"patient-view","hookInstance":"h","__proto__":{"fhirServer":"http://evil"},"context":{"patientId":"p1","__proto__":{"encounterId":"e"}},"prefetch":{"__proto__":null,"constructor":null}}',
  );
  const request = parseCdsRequest(body);
  expect(request.fhirServer).toBeUndefined();
  expect(request.context.encounterId).toBeUndefined();
  expect(Object.keys(request.prefetch)).toEqual(['__proto__', 'constructor']);
  expect(Reflect.get({}, 'fhirServer')).toBeUndefined();
});

test('prefetch null is no prefetch', () => {
  expect(parseCdsRequest({ ...good, prefetch: null }).prefetch).toEqual({});
});

test('a context file is parsed as the context of a call', () => {
  expect(parseContext('order-sign', { patientId: 'Patient/p1' })).toEqual({
    hook: 'order-sign',
    patientId: 'p1',
    draftOrders: [],
    selections: [],
  });
  expect(() => parseContext('order-sign', null)).toThrow(/context/);
});
