import fc from 'fast-check';
import { readCases, registeredServices } from '@cardwright/cds-hooks';
import { canary } from './canaries.ts';
import { mutate, mutations, nasty } from './mutate.ts';
import type { Sent } from './send.ts';
import { hostInstant } from './host-settings.ts';
import { source } from './start-host.ts';

const services = [...registeredServices.keys()];
const oddPaths = [
  '/',
  '//',
  '/cds-services',
  '/cds-services/',
  '/cds-services/%2e%2e/',
  '/cds-services/..%2f..%2fetc%2fpasswd',
  '/cds-services/constructor',
  '/cds-services/__proto__',
  '/cds-services/toString/feedback',
  '/cds-services/%00',
  '/cds-services/%zz',
  '/cds-services/%ff%fe',
  `/cds-services/${canary.patientId}`,
  `/cds-services/${'x'.repeat(4_000)}`,
  `/cds-services/cvd-risk-prevent?patient=${canary.patientId}`,
  '/cds-services/cvd-risk-prevent/analytics',
  '/CDS-SERVICES',
  '/subscriptions',
  '/subscriptions/__proto__/x',
  `/subscriptions/ward/${canary.token}`,
  '/livez',
  '/readyz',
];

const json = { 'content-type': 'application/json', authorization: `Bearer ${canary.token}` };
const post = (path: string, body: string | Buffer, headers: Sent['headers'] = json): Sent => ({
  method: 'POST',
  path,
  headers,
  body: Buffer.from(body),
});

/** Every case of every service as a lawful call, its patient a canary. */
const calls = services.flatMap((service) =>
  readCases(service).map(({ case: { asOf, hook, context, prefetch } }) => ({
    service,
    body: withCanaries(
      moved({ hook, hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea', context, prefetch: slots(prefetch) }, asOf),
    ),
  })),
);

function slots({ chart, ...prefetch }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return chart === undefined ? prefetch : { ...prefetch, everything: chart };
}

interface CallBody {
  readonly context: Readonly<Record<string, unknown>>;
  readonly [member: string]: unknown;
}

/** The case as if it were now at the host: every date but the date of birth moves along. */
function moved(body: CallBody, asOf: string): CallBody {
  const byMs = Date.parse(hostInstant) - Date.parse(asOf);
  const text = JSON.stringify(body, (key, value: unknown) => {
    if (key === 'birthDate' || typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}($|T)/.test(value)) return value;
    return new Date(Date.parse(value) + byMs).toISOString().slice(0, value.length > 10 ? undefined : 10);
  });
  return JSON.parse(text) as CallBody;
}

/** The patient's id replaced wherever it stands; a name and an identifier added to the Patient. */
function withCanaries(body: CallBody): CallBody {
  const id = String(body.context['patientId']).replace(/^Patient\//, '');
  const text = JSON.stringify(body)
    .replaceAll(`"${id}"`, `"${canary.patientId}"`)
    .replaceAll(`Patient/${id}`, `Patient/${canary.patientId}`)
    .replaceAll(
      '"resourceType":"Patient"',
      `"resourceType":"Patient","name":[{"family":"${canary.name}"}],"identifier":[{"value":"${canary.identifier}"}]`,
    );
  return JSON.parse(text) as CallBody;
}

const fhirAccess = (port: number): fc.Arbitrary<Readonly<Record<string, unknown>>> =>
  fc.constantFrom<Readonly<Record<string, unknown>>>(
    ...Array.from({ length: 12 }, () => ({})),
    { fhirServer: 'https://fhir.example.org/r4' },
    { fhirServer: `http://127.0.0.1:${port}/fhir` },
    {
      fhirServer: `http://127.0.0.1:${port}/fhir/`,
      fhirAuthorization: {
        access_token: canary.token,
        token_type: 'Bearer',
        expires_in: 300,
        scope: 'x',
        subject: 'y',
      },
    },
    { fhirServer: 'http://169.254.169.254/', fhirAuthorization: { access_token: canary.token, token_type: 'Bearer' } },
  );

/** Bytes: garbage, and lawful bodies with bytes flipped, cut, doubled. */
export const bytes: fc.Arbitrary<Sent> = fc.oneof(
  fc
    .record({ path: paths(), body: fc.uint8Array({ maxLength: 300 }), headers: oddHeaders() })
    .map(({ path, body, headers }) => post(path, Buffer.from(body), headers)),
  fc
    .record({
      call: fc.constantFrom(...calls),
      edits: fc.array(fc.record({ at: fc.nat(), kind: fc.nat(3), byte: fc.nat(255) }), { minLength: 1, maxLength: 4 }),
    })
    .map(({ call, edits }) =>
      post(`/cds-services/${call.service}`, edits.reduce(edit, Buffer.from(JSON.stringify(call.body)))),
    ),
);

function edit(body: Buffer, { at, kind, byte }: { at: number; kind: number; byte: number }): Buffer {
  const place = at % Math.max(1, body.length);
  if (kind === 0) return body.subarray(0, place);
  if (kind === 1) return Buffer.concat([body.subarray(0, place), Buffer.from([byte]), body.subarray(place + 1)]);
  if (kind === 2) return Buffer.concat([body.subarray(0, place), body.subarray(place + (byte % 16))]);
  return Buffer.concat([body.subarray(0, place), body.subarray(Math.max(0, place - byte)), body.subarray(place)]);
}

function paths(): fc.Arbitrary<string> {
  const known = services.map((service) => `/cds-services/${service}`);
  return fc.constantFrom(...known, ...known, ...known.map((path) => `${path}/feedback`), ...oddPaths);
}

function oddHeaders(): fc.Arbitrary<Readonly<Record<string, string>>> {
  return fc.constantFrom<Readonly<Record<string, string>>>(
    json,
    json,
    {},
    { 'content-type': 'application/xml' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-encoding': 'gzip' },
    { 'content-encoding': 'br' },
    { 'content-encoding': 'zstd' },
    { 'transfer-encoding': 'chunked' },
    { expect: '100-continue' },
    { origin: 'https://ehr.example.org', 'x-http-method-override': 'DELETE' },
    { authorization: `Bearer ${canary.token}` },
    { 'x-long': 'x'.repeat(8_000) },
  );
}

/** Any JSON, at any path, with any method. */
export const anyJson: fc.Arbitrary<Sent> = fc
  .record({
    path: paths(),
    method: fc.constantFrom(
      'POST',
      'POST',
      'POST',
      'POST',
      'GET',
      'PUT',
      'DELETE',
      'PATCH',
      'HEAD',
      'OPTIONS',
      'TRACE',
    ),
    body: fc.oneof(
      fc.json({ maxDepth: 6 }),
      fc.constantFrom(...nasty).map((value) => JSON.stringify(value)),
    ),
    headers: oddHeaders(),
  })
  .map(({ path, method, body, headers }) => ({ ...post(path, body, encodes(headers) ? json : headers), method }));

const encodes = (headers: Sent['headers']): boolean => 'content-encoding' in headers;

const strings = fc.oneof(
  fc.constantFrom(canary.patientId, canary.name, `Patient/${canary.patientId}`, 'Practitioner/x', ''),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.date({ noInvalidDate: true }).map((date) => date.toJSON()),
);
const leaf = fc.oneof(fc.constantFrom(...nasty), strings, fc.double({ noNaN: true, noDefaultInfinity: true }));
const resource = fc.record(
  {
    resourceType: fc.constantFrom(
      'Patient',
      'Observation',
      'Condition',
      'MedicationRequest',
      'Medication',
      'Encounter',
      'Bundle',
    ),
    id: leaf,
    status: fc.oneof(fc.constantFrom('final', 'active', 'finished', 'draft'), leaf),
    subject: fc.oneof(fc.constant({ reference: `Patient/${canary.patientId}` }), leaf),
    code: fc.oneof(fc.constant({ coding: [{ system: 'http://loinc.org', code: '2160-0' }] }), leaf),
    effectiveDateTime: leaf,
    valueQuantity: fc.oneof(fc.record({ value: leaf, unit: leaf, system: leaf, code: leaf }), leaf),
    component: leaf,
    birthDate: leaf,
    gender: leaf,
    contained: leaf,
    entry: leaf,
    meta: leaf,
  },
  { requiredKeys: ['resourceType'] },
);
const bundle = fc.record({
  resourceType: fc.constant('Bundle'),
  type: fc.constantFrom('searchset', 'collection', 'batch-response', 'transaction'),
  link: fc.oneof(fc.constant(undefined), leaf),
  entry: fc.array(fc.oneof(fc.record({ resource, fullUrl: leaf }), leaf), { maxLength: 6 }),
});
const prefetch = fc.dictionary(
  fc.oneof(fc.constantFrom('patient', 'observations', 'conditions', canary.key), fc.string({ maxLength: 12 })),
  fc.oneof(bundle, resource, leaf),
  { maxKeys: 5 },
);

/** The shape of a call, with anything in it. */
export const shaped = (port: number): fc.Arbitrary<Sent> =>
  fc
    .record({
      service: fc.constantFrom(...services),
      access: fhirAccess(port),
      hook: fc.oneof(
        fc.constantFrom('patient-view', 'order-select', 'order-sign', 'org.example.custom', 'encounter-start'),
        strings,
      ),
      context: fc.record(
        {
          patientId: fc.oneof({ weight: 4, arbitrary: fc.constant(canary.patientId) }, { weight: 1, arbitrary: leaf }),
          userId: strings,
          encounterId: leaf,
          selections: fc.oneof(fc.array(strings, { maxLength: 3 }), leaf),
          draftOrders: fc.oneof(bundle, leaf),
        },
        { requiredKeys: ['patientId'] },
      ),
      prefetch: fc.oneof(prefetch, fc.constant(null)),
    })
    .map(({ service, access, ...body }) =>
      post(
        `/cds-services/${service}`,
        JSON.stringify({ hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea', ...body, ...access }),
      ),
    );

/** A lawful call of a case, changed in a few places; sometimes with access to the FHIR server. */
export const semantic = (port: number): fc.Arbitrary<Sent> =>
  fc
    .record({ call: fc.constantFrom(...calls), changes: mutations, access: fhirAccess(port), whole: fc.boolean() })
    .map(({ call, changes, access, whole }) => {
      const { prefetch: slots, ...rest } = call.body;
      const body = whole
        ? mutate({ ...call.body, ...access }, changes)
        : { ...rest, ...access, prefetch: mutate(slots, changes) };
      return post(`/cds-services/${call.service}`, JSON.stringify(body) ?? 'null');
    });

const entry = {
  card: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
  outcome: 'overridden',
  outcomeTimestamp: '2026-03-02T09:00:00Z',
  overrideReason: {
    reason: { code: 'c', system: 'urn:s', display: canary.name },
    userComment: `${canary.name} ${canary.identifier}`,
  },
};

/** Feedback batches, changed in a few places. */
export const feedback: fc.Arbitrary<Sent> = fc
  .record({
    service: fc.constantFrom(...services),
    batch: fc.array(
      fc.constantFrom<unknown>(entry, { ...entry, outcome: 'accepted', acceptedSuggestions: [{ id: 'x' }] }, null),
      { minLength: 1, maxLength: 5 },
    ),
    changes: mutations,
  })
  .map(({ service, batch, changes }) =>
    post(`/cds-services/${service}/feedback`, JSON.stringify(mutate({ feedback: batch }, changes)) ?? 'null'),
  );

const pushed = calls.flatMap(
  ({ body }) => JSON.stringify(body['prefetch']).match(/\{"resourceType":"Observation".*?\}\}/g) ?? [],
);

/** Notifications with and without a valid key: resources, changed resources, bytes, nothing. */
export const notifications: fc.Arbitrary<Sent> = fc
  .record({
    method: fc.constantFrom('POST', 'PUT', 'DELETE', 'GET'),
    key: fc.constantFrom(source.key, source.key, 'wrong', '__proto__', `${source.key}%00`),
    id: fc.constantFrom(source.id, source.id, source.id, '__proto__', 'nobody'),
    path: fc.constantFrom('', '', `/Observation/${canary.patientId}`, '/../x', '/NoType/%2e%2e'),
    body: fc.oneof(
      fc
        .record({ calls: fc.constantFrom(...calls), changes: mutations })
        .map(({ calls: { body }, changes }) => JSON.stringify(mutate(firstResource(body), changes)) ?? ''),
      fc.constantFrom('', ' ', 'null', '[]', ...pushed.slice(0, 5)),
      fc.string({ maxLength: 50 }),
    ),
  })
  .map(({ method, key, id, path, body }) => ({ ...post(`/subscriptions/${id}/${key}${path}`, body), method }));

/** Some resource of a call, as a FHIR server would push it. */
function firstResource({ prefetch: supplied }: CallBody): unknown {
  for (const slot of Object.values(Object(supplied) as Record<string, unknown>)) {
    const entries: unknown = Reflect.get(Object(slot) as object, 'entry');
    if (Array.isArray(entries) && entries.length > 0) return Reflect.get(Object(entries[0]) as object, 'resource');
  }
  return { resourceType: 'Observation', subject: { reference: `Patient/${canary.patientId}` } };
}
