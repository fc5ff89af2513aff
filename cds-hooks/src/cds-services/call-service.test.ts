import { afterEach, describe, expect, test } from '@jest/globals';
import { checkCard } from '@cardwright/cards';
import type { CdsResponse } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import { callBody } from '../testing/call-body.ts';
import { readCase } from '../testing/read-case.ts';
import { createTestFhir, createTestHost, type TestHost, type TestHostOptions } from '../testing/test-host.ts';
import type { ServedService } from '../host.ts';
import { callService } from './call-service.ts';

const prevent = 'cvd-risk-prevent';
const warfarin = 'warfarin-dose';
const open: TestHost[] = [];

async function hostWith(options: TestHostOptions = {}): Promise<TestHost> {
  const host = await createTestHost(options);
  open.push(host);
  return host;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ store }) => store.close()));
});

const extensionOf = (response: CdsResponse) => response.extension?.['org.cardwright.evaluation'];
const stored = (host: TestHost) => host.store.listEvaluations({ limit: 10 });
const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof Error ? Reflect.get(error, 'code') : error),
  );

test('an assessed call: the card of the case, recorded before it is answered', async () => {
  const host = await hostWith();
  const response = await callService(host, prevent, callBody(prevent, 'base.json'));
  const [card] = response.cards;
  expect(response.cards).toHaveLength(1);
  expect(card?.summary).toContain('10-year cardiovascular risk 14.7% (PREVENT)');
  expect(card).toBeDefined();
  expect(response.cards.flatMap(checkCard)).toEqual([]);
  const [evaluation, ...others] = await stored(host);
  expect(others).toEqual([]);
  expect(extensionOf(response)).toMatchObject({
    id: evaluation?.id,
    outcome: 'assessed',
    service: prevent,
    version: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect(evaluation).toMatchObject({
    outcome: 'assessed',
    patient: 'p1',
    trigger: 'patient-view',
    asOf: '2026-03-02T09:00:00.000Z',
    engine: host.engine,
    cards: response.cards,
  });
  expect(evaluation?.predictions.map(({ variant }) => variant)).toEqual(['base-10yr', 'base-30yr']);
  expect(await host.store.readCard(card?.uuid ?? '')).toEqual({
    uuid: card?.uuid,
    evaluation: evaluation?.id,
    service: prevent,
    patient: 'p1',
    hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    issuedAt: '2026-03-02T09:00:00.000Z',
  });
  expect(await host.metrics.registry.metrics()).toContain(
    'cardwright_evaluations_total{service="cvd-risk-prevent",trigger="patient-view",outcome="assessed"} 1',
  );
});

test('a patient id with its type is the same patient', async () => {
  const host = await hostWith();
  const body = callBody(prevent, 'base.json', { context: { patientId: 'Patient/p1' } });
  expect((await callService(host, prevent, body)).cards[0]?.summary).toContain('14.7%');
});

test('the same call twice: two evaluations, the same words, other uuids', async () => {
  const host = await hostWith();
  const [one, two] = [
    await callService(host, prevent, callBody(prevent, 'base.json')),
    await callService(host, prevent, callBody(prevent, 'base.json')),
  ];
  expect(two.cards[0]?.detail).toBe(one.cards[0]?.detail);
  expect(two.cards[0]?.uuid).not.toBe(one.cards[0]?.uuid);
  expect(await stored(host)).toHaveLength(2);
});

describe('200 without an assessment', () => {
  const tables: readonly (readonly [string, string, string, string, number])[] = [
    [
      'missing in the chart is no reason for 412: one card says what',
      prevent,
      'missing-lipids.json',
      'insufficient-data',
      1,
    ],
    ['stale', prevent, 'stale-lipids.json', 'insufficient-data', 1],
    ["another patient's results", prevent, 'other-patient.json', 'insufficient-data', 1],
    ['outside the population', prevent, 'age-29.json', 'not-applicable', 0],
    ['the call is not about the service', warfarin, 'draft-not-warfarin.json', 'not-applicable', 0],
    ['an order that was not selected', warfarin, 'warfarin-not-selected.json', 'not-applicable', 0],
  ];
  test.each(tables)('%s', async (_name, service, file, outcome, cards) => {
    const host = await hostWith();
    const response = await callService(host, service, callBody(service, file));
    expect(response.cards).toHaveLength(cards);
    expect(extensionOf(response)).toMatchObject({ outcome, reasons: expect.arrayContaining([expect.any(String)]) });
    expect(await stored(host)).toMatchObject([{ service, outcome, cards: response.cards }]);
  });
});

describe('412, and only when required data is unobtainable', () => {
  const bare = (service: string, file: string, change: object = {}) =>
    callBody(service, file, { prefetch: {}, ...change });
  const chart = (service: string, file: string) => createTestFhir(resourcesOf(readCase(service, file).prefetch));
  const server = {
    fhirServer: 'https://ehr.example.org/fhir',
    fhirAuthorization: { access_token: 'abc', token_type: 'Bearer' },
  };

  test('nothing supplied and no server', async () => {
    const host = await hostWith();
    expect(await refusalOf(callService(host, prevent, bare(prevent, 'base.json')))).toBe('prefetch-incomplete');
    expect(await stored(host)).toMatchObject([
      {
        outcome: 'insufficient-data',
        missing: expect.arrayContaining([{ feature: 'sbp', reason: 'not-queried', required: true }]),
      },
    ]);
    expect(await host.store.readCard('00000000-0000-4000-8000-000000000002')).toBeUndefined();
  });

  test('one required slot failed and no server', async () => {
    const host = await hostWith();
    await expect(callService(host, prevent, callBody(prevent, 'lipid-query-failed.json'))).rejects.toThrow(/hdl_c/);
  });

  test('nothing supplied, all of it fetched', async () => {
    const host = await hostWith({ fhir: chart(prevent, 'base.json') });
    const response = await callService(host, prevent, bare(prevent, 'base.json', server));
    expect(response.cards[0]?.summary).toContain('14.7%');
  });

  test('the failed slot is fetched', async () => {
    const host = await hostWith({ fhir: chart(prevent, 'base.json') });
    const failed = { ...resourceSlots(prevent, 'base.json'), 'observations-hdl-cholesterol': 'timeout' };
    const body = callBody(prevent, 'base.json', { ...server, prefetch: failed });
    const response = await callService(host, prevent, body);
    expect(response.cards[0]?.summary).toContain('14.7%');
  });

  /** The slots of a case that hold no Observation. */
  const resourceSlots = (service: string, file: string) =>
    Object.fromEntries(Object.entries(readCase(service, file).prefetch).filter(([key]) => key !== 'observations'));

  test('fetched and not there is an answer', async () => {
    const host = await hostWith({ fhir: chart(prevent, 'missing-lipids.json') });
    const response = await callService(host, prevent, bare(prevent, 'missing-lipids.json', server));
    expect(extensionOf(response)).toMatchObject({ outcome: 'insufficient-data' });
  });

  test('one slot failed, and what it asked for came in another', async () => {
    const host = await hostWith();
    const { prefetch } = readCase(prevent, 'base.json');
    const failed = { ...prefetch, 'observations-hdl-cholesterol': 'timeout' };
    const response = await callService(host, prevent, callBody(prevent, 'base.json', { prefetch: failed }));
    expect(response.cards[0]?.summary).toContain('14.7%');
  });

  test('a slot that was searched with a literal token, without a server', async () => {
    const host = await hostWith();
    const literal = {
      resourceType: 'Bundle',
      link: [{ relation: 'self', url: 'Condition?patient={{context.patientId}}' }],
    };
    const { prefetch } = readCase(prevent, 'base.json');
    const body = callBody(prevent, 'base.json', { prefetch: { ...prefetch, conditions: literal } });
    await expect(callService(host, prevent, body)).rejects.toMatchObject({ code: 'prefetch-incomplete' });
    const none = callBody(prevent, 'base.json', { prefetch: { ...prefetch, conditions: null } });
    expect((await callService(host, prevent, none)).cards).toHaveLength(1);
  });

  test('a server that is away', async () => {
    const away: FhirClient = {
      ...createTestFhir([]),
      read: () => Promise.reject(new Error('away')),
      search: () => Promise.reject(new Error('away')),
    };
    const host = await hostWith({ fhir: away });
    expect(await refusalOf(callService(host, prevent, bare(prevent, 'base.json', server)))).toBe('prefetch-incomplete');
    expect(await stored(host)).toMatchObject([
      { missing: expect.arrayContaining([expect.objectContaining({ reason: 'query-failed' })]) },
    ]);
  });

  test('a server that is slower than the deadline: 504, not a statement about the chart', async () => {
    const slow: FhirClient = {
      ...createTestFhir([]),
      read: (_type, _id, signal) => hang(signal),
      search: (_query, signal) => hang(signal),
    };
    const host = await hostWith({ fhir: slow, limits: { deadlineMs: 60 } });
    expect(await refusalOf(callService(host, prevent, bare(prevent, 'base.json', server)))).toBe('deadline-exceeded');
    expect(await stored(host)).toMatchObject([{ outcome: 'failed', error: { code: 'deadline-exceeded' } }]);
  });

  test('a call that is not about the service asks for nothing', async () => {
    const untouched: FhirClient = { ...createTestFhir([]), search: () => Promise.reject(new Error('asked')) };
    const host = await hostWith({ fhir: untouched });
    const response = await callService(host, warfarin, bare(warfarin, 'draft-not-warfarin.json', server));
    expect(extensionOf(response)).toMatchObject({ outcome: 'not-applicable' });
  });

  test('a server that is not allowed', async () => {
    const host = await hostWith();
    expect(await refusalOf(callService(host, prevent, callBody(prevent, 'base.json', server)))).toBe('bad-request');
  });
});

describe('failures are recorded and never 200', () => {
  const canary = 'Canarywell';
  const failing =
    (change: Partial<ServedService['service']>, port?: ServedService['port']) =>
    (served: ServedService): ServedService => ({
      ...served,
      service: { ...served.service, ...change },
      ...(port === undefined ? {} : { port }),
    });
  const defect = () => {
    throw new TypeError(`cannot read ${canary}`);
  };
  const tables: readonly (readonly [string, (served: ServedService) => ServedService, string])[] = [
    ['a defect in concerns', failing({ concerns: defect }), 'internal'],
    ['a defect in the plan', failing({ plan: defect }), 'internal'],
    ['a defect in the model', failing({}, { predict: async () => defect() }), 'internal'],
    ['a defect in the cards', failing({ cards: defect }), 'card-invalid'],
    [
      'a card that breaks the rules',
      failing({ cards: () => [{ summary: 'x'.repeat(140), indicator: 'info', source: { label: 'x' } }] }),
      'card-invalid',
    ],
  ];
  test.each(tables)('%s', async (_name, change, code) => {
    const host = await hostWith({ change });
    expect(await refusalOf(callService(host, prevent, callBody(prevent, 'base.json')))).toBe(code);
    const [evaluation] = await stored(host);
    expect(evaluation).toMatchObject({ outcome: 'failed', cards: [], error: { code } });
    expect(JSON.stringify(evaluation)).not.toContain(canary);
    expect(host.logged.join('')).not.toContain(canary);
    expect(host.logged).toHaveLength(1);
  });

  test('a store that cannot write: no card leaves without its record', async () => {
    const host = await hostWith();
    await host.store.close();
    open.splice(0);
    expect(await refusalOf(callService(host, prevent, callBody(prevent, 'base.json')))).toBe('store-failed');
  });
});

describe('what is served', () => {
  test.each(['nothing', '__proto__', 'constructor', ''])('unknown service "%s"', async (id) => {
    const host = await hostWith();
    expect(await refusalOf(callService(host, id, callBody(prevent, 'base.json')))).toBe('unknown-service');
    expect(await stored(host)).toEqual([]);
  });

  test('a body that is no call is refused before anything is looked for', async () => {
    const host = await hostWith();
    expect(await refusalOf(callService(host, prevent, { hook: 'patient-view' }))).toBe('bad-request');
    expect(await stored(host)).toEqual([]);
  });

  test('a silent service records its card, shows none and issues none', async () => {
    const host = await hostWith({ statuses: { [prevent]: 'silent' } });
    const response = await callService(host, prevent, callBody(prevent, 'base.json'));
    expect(response).toMatchObject({ cards: [], extension: { 'org.cardwright.evaluation': { outcome: 'assessed' } } });
    const [evaluation] = await stored(host);
    expect(evaluation?.cards).toHaveLength(1);
    expect(await host.store.readCard(evaluation?.cards[0]?.uuid ?? '')).toBeUndefined();
  });
});

describe('whose data it is', () => {
  const withSlots = (change: Readonly<Record<string, unknown>>) =>
    callBody(prevent, 'base.json', { prefetch: { ...readCase(prevent, 'base.json').prefetch, ...change } });

  test.each([
    ['another patient in our slot', { patient: { resourceType: 'Patient', id: 'p2', birthDate: '1950-01-01' } }],
    [
      'another patient under a key of the client',
      { patient: undefined, person: { resourceType: 'Patient', id: 'p2', birthDate: '1950-01-01' } },
    ],
  ])('%s: refused, never scored', async (_name, change) => {
    const host = await hostWith();
    expect(await refusalOf(callService(host, prevent, withSlots(change)))).toBe('wrong-patient');
    expect(await stored(host)).toEqual([]);
  });

  test('another patient beside the right one, and what is malformed, are left out and counted', async () => {
    const host = await hostWith();
    const relatives = [
      { resourceType: 'Patient', id: 'p2' },
      { resourceType: 'Observation', id: 'x', status: 'final', code: {}, subject: { reference: 'Patient/p2' } },
      { resourceType: 'Observation', id: 'y', status: 5, subject: { reference: 'Patient/p1' } },
    ];
    const more = { resourceType: 'Bundle', entry: relatives.map((resource) => ({ resource })) };
    const response = await callService(host, prevent, withSlots({ more }));
    expect(response.cards[0]?.summary).toContain('14.7%');
    expect(extensionOf(response)).toMatchObject({ refused: { otherPatient: 2, unusable: 1 } });
    expect(await stored(host)).toMatchObject([{ refused: { otherPatient: 2, unusable: 1 } }]);
  });

  test('nothing was left out: nothing is said', async () => {
    const response = await callService(await hostWith(), prevent, callBody(prevent, 'base.json'));
    expect(extensionOf(response)).not.toHaveProperty('refused');
    expect(extensionOf(response)).not.toHaveProperty('notes');
  });

  test('wider data than asked change nothing: the features take what they declare', async () => {
    const host = await hostWith();
    // What else a client may send: older results of the same codes, and of types nobody asked for.
    const older = resourcesOf(readCase(prevent, 'base.json').prefetch).flatMap((resource) =>
      resource.resourceType === 'Observation'
        ? [{ ...resource, id: `old-${resource.id}`, effectiveDateTime: '2012-02-16T08:30:00Z' }]
        : [],
    );
    const flag = { resourceType: 'Flag', id: 'f', subject: { reference: 'Patient/p1' } };
    const wide = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [...older, flag].map((resource) => ({ resource })),
    };
    expect(older.length).toBeGreaterThan(4);
    const [narrow, widened] = [
      await callService(host, prevent, callBody(prevent, 'base.json')),
      await callService(host, prevent, withSlots({ wide })),
    ];
    expect(widened.cards[0]?.detail).toBe(narrow.cards[0]?.detail);
  });
});

/** Two drafts, one of them for warfarin, over a chart without conditions and medications. */
const draftCall = (change: Readonly<Record<string, unknown>> = {}) =>
  callBody(warfarin, 'several-drafts.json', {
    prefetch: {
      everything: readCase(warfarin, 'several-drafts.json').prefetch['chart'],
      conditions: null,
      medicationRequests: null,
      medicationStatements: null,
    },
    ...change,
  });

describe('hooks', () => {
  test('one service on several hooks is answered on each, under one id', async () => {
    const host = await hostWith();
    const served = host.services.get(warfarin);
    if (served === undefined) throw new Error('not served');
    const { service: content } = served;
    expect(content.manifest.hooks).toEqual(['order-select', 'order-sign']);
    for (const hook of content.manifest.hooks) {
      const response = await callService(host, warfarin, draftCall({ hook }));
      expect(response.cards[0]?.summary).toContain('drafted 35.0 mg/week');
      expect(response.cards[0]?.extension).toEqual({
        'org.cardwright.order': { references: ['MedicationRequest/draft-1'] },
      });
    }
    expect((await stored(host)).map(({ trigger }) => trigger).sort()).toEqual(['order-select', 'order-sign']);
  });

  test('a hook that is not listed, and carries what is needed, with a note', async () => {
    const host = await hostWith();
    const body = callBody(prevent, 'base.json', { hook: 'org.example.bpa' });
    const response = await callService(host, prevent, body);
    expect(response.cards[0]?.summary).toContain('14.7%');
    expect(extensionOf(response)).toMatchObject({ notes: [expect.stringContaining('does not list the hook')] });
    expect(await stored(host)).toMatchObject([{ trigger: 'org.example.bpa', notes: [expect.any(String)] }]);
  });

  test('a hook without what is needed: refused, because no cards would read as nothing to say', async () => {
    const host = await hostWith();
    expect(await refusalOf(callService(host, warfarin, callBody(prevent, 'base.json')))).toBe('bad-request');
    expect(await stored(host)).toEqual([]);
  });

  test('a draft in the shape of STU3 is read as far as it can be', async () => {
    const host = await hostWith();
    const stu3 = {
      resourceType: 'MedicationRequest',
      id: 'stu3',
      status: 'draft',
      intent: 'order',
      medicationCodeableConcept: { text: 'warfarin 5 mg tablet' },
      subject: { reference: 'Patient/pat-1' },
      context: { reference: 'Encounter/1' },
      requester: { agent: { reference: 'Practitioner/1' } },
      dosageInstruction: [{ doseQuantity: { value: 5, unit: 'mg' } }],
    };
    const context = { patientId: 'pat-1', draftOrders: { entry: [{ resource: stu3 }] } };
    const response = await callService(host, warfarin, draftCall({ context, hook: 'order-sign' }));
    expect(response.cards[0]?.summary).toContain('drafted dose not comparable');
    expect(response.cards[0]?.detail).toContain('About the order: warfarin 5 mg tablet (MedicationRequest/stu3).');
  });

  test('a Medication beside the draft, by its urn', async () => {
    const host = await hostWith();
    const { context } = readCase(warfarin, 'several-drafts.json');
    const entries: unknown = Reflect.get(Reflect.get(context, 'draftOrders') ?? {}, 'entry');
    if (!Array.isArray(entries)) throw new Error('the case has no drafts');
    const draftOrders = { resourceType: 'Bundle', entry: entries.flatMap(toMedicationEntries) };
    const body = draftCall({ context: { ...context, draftOrders } });
    const response = await callService(host, warfarin, body);
    expect(response.cards[0]?.summary).toContain('drafted 35.0 mg/week');
  });
});

/** The entry of a draft with its medication moved into an entry beside it. */
function toMedicationEntries(entry: unknown, index: number): readonly unknown[] {
  const draft: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'resource') : undefined;
  if (typeof draft !== 'object' || draft === null) return [];
  const { medicationCodeableConcept: code, ...others } = { medicationCodeableConcept: undefined, ...draft };
  const fullUrl = `urn:uuid:medication-${index}`;
  return [
    { fullUrl, resource: { resourceType: 'Medication', code } },
    { resource: { ...others, medicationReference: { reference: fullUrl } } },
  ];
}

describe('what the client can show', () => {
  const client = (profile: 'standard' | 'epic' | 'oracle') => ({
    name: 'c',
    issuer: 'https://ehr.example.org',
    config: { issuer: 'https://ehr.example.org', profile },
  });

  test('epic: the recorded card is the one that was shown', async () => {
    const host = await hostWith();
    const response = await callService(host, warfarin, draftCall(), client('epic'));
    expect(response.cards).toMatchObject([
      {
        selectionBehavior: 'any',
        source: { topic: { code: 'warfarindose' } },
        suggestions: [{ actions: [expect.anything()] }],
      },
    ]);
    expect((await stored(host))[0]?.cards).toEqual(response.cards);
  });

  test.each(['standard', 'oracle'] as const)('%s', async (profile) => {
    const host = await hostWith();
    const response = await callService(host, warfarin, draftCall(), client(profile));
    expect(response.cards).toMatchObject([{ selectionBehavior: 'at-most-one' }]);
  });
});

function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
}

/** Every resource of every slot. */
function resourcesOf(value: unknown): Parameters<typeof createTestFhir>[0] {
  return Object.values(value ?? {}).flatMap((slot: unknown) => resourcesIn(slot));
}

function resourcesIn(slot: unknown): Parameters<typeof createTestFhir>[0] {
  if (typeof slot !== 'object' || slot === null || !('resourceType' in slot)) return [];
  const entry: unknown = Reflect.get(slot, 'entry');
  if (!Array.isArray(entry)) return isTyped(slot) ? [slot] : [];
  return entry.flatMap((one: unknown) =>
    resourcesIn(typeof one === 'object' && one !== null ? Reflect.get(one, 'resource') : undefined),
  );
}

function isTyped(slot: object): slot is Parameters<typeof createTestFhir>[0][number] {
  return typeof Reflect.get(slot, 'resourceType') === 'string';
}
