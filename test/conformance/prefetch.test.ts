import { beforeAll, describe, expect, test } from '@jest/globals';
import { errorCode, outcomeOf, post, type Answer } from './support/ask.ts';
import { callOf } from './support/call-of.ts';
import { fromChart, startFhirServer, type ScriptedFhirServer, type Script } from './support/fhir-server.ts';
import { startHost, type StartedHost } from './support/start-host.ts';

const base = callOf('cvd-risk-prevent', 'base.json');
type Bundle = {
  readonly resourceType: 'Bundle';
  readonly entry: readonly { readonly resource: Record<string, unknown> }[];
};
const observations = base.prefetch['observations'] as Bundle;
const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] };
const bundle = (type: string, entry: readonly unknown[] = []) => ({ resourceType: 'Bundle', type, entry });

let host: StartedHost;
let fhir: ScriptedFhirServer;
let script: Script = fromChart(base.prefetch);
beforeAll(async () => {
  fhir = await startFhirServer((...about) => script(...about));
  host = await startHost({ config: { fhirServers: [fhir.url], limits: { deadlineMs: 1_500 } } });
});

const token = { access_token: 'a-token', token_type: 'Bearer', expires_in: 300, scope: 'patient/*.rs', subject: 'us' };
const access = () => ({ fhirServer: fhir.url, fhirAuthorization: { ...token, patient: 'p1' } });

async function call(change: Readonly<Record<string, unknown>>): Promise<Answer> {
  fhir.asked.length = 0;
  return post(`${host.url}/cds-services/cvd-risk-prevent`, { ...base, ...change });
}

async function callWith(answers: Script, change: Readonly<Record<string, unknown>>): Promise<Answer> {
  script = answers;
  try {
    return await call({ ...access(), ...change });
  } finally {
    script = fromChart(base.prefetch);
  }
}

const missingOf = (answer: Answer) =>
  (outcomeOf(answer)['missing'] ?? []) as readonly { readonly feature: string; readonly reason: string }[];

test('[prefetch-either-way] [prefetch-completed] the same card from prefetch, from the server, and from both', async () => {
  const supplied = await call({});
  const fetched = await call({ ...access(), prefetch: undefined });
  expect(fhir.asked.length).toBeGreaterThan(0);
  const { patient, conditions } = base.prefetch;
  const mixed = await call({ ...access(), prefetch: { patient, conditions } });
  for (const answer of [fetched, mixed]) {
    expect(outcomeOf(answer)).toMatchObject({ outcome: 'assessed' });
    expect(answer.body.cards[0]?.summary).toBe(supplied.body.cards[0]?.summary);
  }
});

test('[hard-2-partial-prefetch] [prefetch-some] only what is missing is fetched', async () => {
  const { patient, conditions } = base.prefetch;
  await call({ ...access(), prefetch: { patient, conditions } });
  expect(fhir.asked.map(({ path }) => path).filter((path) => /^(Patient|Condition)\b/.test(path))).toEqual([]);
  expect(fhir.asked.some(({ path }) => path.startsWith('Observation?'))).toBe(true);
});

test('[prefetch-parallel] the queries go out together', async () => {
  const answer = await callWith(
    (path, res) => {
      setTimeout(() => res.end(JSON.stringify(fromChart(base.prefetch)(path))), 100);
      return undefined;
    },
    { prefetch: {} },
  );
  expect(outcomeOf(answer)).toMatchObject({ outcome: 'assessed' });
  expect(fhir.asked.length).toBeGreaterThan(5);
  const times = fhir.asked.map(({ at }) => at);
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(400);
});

test('[prefetch-half-second] an answer over supplied data takes on the order of 500 ms', async () => {
  const times: number[] = [];
  for (let count = 0; count < 12; count += 1) {
    const started = performance.now();
    await call({});
    times.push(performance.now() - started);
  }
  expect(times.sort((a, b) => a - b)[6]).toBeLessThan(500);
});

describe('the states of a key', () => {
  const smoking = observations.entry.filter(({ resource }) => JSON.stringify(resource).includes('72166-2'));
  const others = observations.entry.filter((entry) => !smoking.includes(entry));

  const none: readonly (readonly [string, unknown])[] = [
    ['[prefetch-null-is-none] [json-null-prefetch] null', null],
    ['[prefetch-empty-bundle] a searchset without entries', bundle('searchset')],
    ['[hard-1-prefetch-states] a Bundle without the member entry', { resourceType: 'Bundle', type: 'searchset' }],
    ['[hard-1-prefetch-states] a collection without entries', bundle('collection')],
  ];
  test.each(none)('%s: nothing there, and so no condition', async (_name, slot) => {
    const answer = await call({ prefetch: { ...base.prefetch, conditions: slot } });
    // Without the diabetes of the chart the risk is another one; that there is none was asked and answered.
    expect(outcomeOf(answer)).toMatchObject({ outcome: 'assessed' });
  });

  const failed: readonly (readonly [string, unknown])[] = [
    ['[prefetch-check-outcomes] [hard-1-prefetch-states] a bare OperationOutcome', outcome],
    [
      '[prefetch-check-outcomes] [hard-1-prefetch-states] a searchset of one OperationOutcome',
      bundle('searchset', [{ resource: outcome, search: { mode: 'outcome' } }]),
    ],
    ['[hard-1-prefetch-states] the text of an error page', '<html>502 Bad Gateway</html>'],
    ['[hard-1-prefetch-states] an object that is not FHIR', { error: 'timeout' }],
    ['[hard-1-prefetch-states] a number', 502],
  ];
  test.each(failed)('%s: failed, and so not known', async (_name, slot) => {
    const answer = await call({ prefetch: { ...base.prefetch, conditions: slot } });
    expect(answer.status).toBe(412);
    expect(errorCode(answer)).toBe('prefetch-incomplete');
  });

  test('[prefetch-absent-key] an absent key: not asked, not known, no false', async () => {
    const { conditions: _conditions, ...rest } = base.prefetch;
    expect((await call({ prefetch: rest })).status).toBe(412);
  });

  test('[hard-1-prefetch-states] a collection, and a Bundle where one resource was asked', async () => {
    const answer = await call({
      prefetch: {
        ...base.prefetch,
        patient: bundle('searchset', [{ resource: base.prefetch['patient'] }]),
        observations: { ...observations, type: 'collection' },
      },
    });
    expect(outcomeOf(answer)).toMatchObject({ outcome: 'assessed' });
  });

  test('[prefetch-412] [hard-11-failure-is-not-clear] neither supplied nor fetchable: 412 and no cards', async () => {
    const answer = await callWith(
      (_path, res) => {
        res.statusCode = 500;
        return outcome;
      },
      { prefetch: {} },
    );
    expect(answer.status).toBe(412);
    expect(errorCode(answer)).toBe('prefetch-incomplete');
    expect(answer.body.cards).toBeUndefined();
  });

  test('[prefetch-not-412] [prefetch-partial-guidance] a record that lacks the data is a 200 that says so', async () => {
    const answer = await call({
      ...access(),
      prefetch: { ...base.prefetch, observations: { ...observations, entry: others } },
    });
    expect(answer.status).toBe(200);
    expect(outcomeOf(answer)).toMatchObject({ outcome: 'insufficient-data' });
    expect(missingOf(answer).length).toBeGreaterThan(0);
    expect(answer.body.cards[0]?.detail).toMatch(/smok/i);
  });

  test('[prefetch-pages] [hard-1-prefetch-states] a supplied Bundle with a next page is read to its end', async () => {
    const half = Math.floor(observations.entry.length / 2);
    const next = bundle('searchset', observations.entry.slice(half));
    const answer = await callWith((path) => (path.startsWith('next') ? next : undefined), {
      prefetch: {
        ...base.prefetch,
        observations: {
          ...bundle('searchset', observations.entry.slice(0, half)),
          link: [{ relation: 'next', url: `${fhir.url}/next?page=2` }],
        },
      },
    });
    expect(fhir.asked.some(({ path }) => path === 'next?page=2')).toBe(true);
    expect(outcomeOf(answer)).toMatchObject({ outcome: 'assessed' });
  });
});

describe('what clients really send', () => {
  test('[hard-3-foreign-keys] keys of their own making, in any order, with more than was asked', async () => {
    const { patient, conditions, medicationRequests, medicationStatements } = base.prefetch;
    const answer = await call({
      prefetch: {
        Labs_And_Vitals: observations,
        meds1: medicationRequests,
        medicationStatements,
        item3: conditions,
        p: patient,
        appointments: bundle('searchset', [{ resource: { resourceType: 'Appointment', id: 'a1', status: 'booked' } }]),
      },
    });
    expect(outcomeOf(answer)).toMatchObject({ outcome: 'assessed' });
  });

  test('[hard-9-sloppy-payloads] Patient/ before the id, and data that was not asked for', async () => {
    const wide = bundle('searchset', [
      ...observations.entry,
      {
        resource: {
          resourceType: 'Observation',
          id: 'x1',
          status: 'final',
          code: { text: 'Mood' },
          subject: { reference: 'Patient/p1' },
        },
      },
    ]);
    const answer = await call({
      context: { ...base.context, patientId: 'Patient/p1' },
      prefetch: { ...base.prefetch, observations: wide },
    });
    const plain = await call({});
    expect(outcomeOf(answer)).toMatchObject({ outcome: 'assessed' });
    expect(answer.body.cards[0]?.summary).toBe(plain.body.cards[0]?.summary);
  });

  test.each(['Patient/p1', 'https://ehr.example.org/fhir/Patient/p1', 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0'])(
    '[hard-9-sloppy-payloads] subject %s is one patient',
    async (reference) => {
      const slots = Object.entries(base.prefetch).map(([key, slot]) => [
        key,
        JSON.parse(JSON.stringify(slot).replaceAll('"Patient/p1"', JSON.stringify(reference))) as unknown,
      ]);
      const prefetch: Record<string, unknown> = Object.fromEntries(slots);
      if (reference.startsWith('urn'))
        prefetch['patient'] = bundle('collection', [{ fullUrl: reference, resource: base.prefetch['patient'] }]);
      expect(outcomeOf(await call({ prefetch }))).toMatchObject({ outcome: 'assessed' });
    },
  );

  test('[hard-10-wrong-patient] Observations of another patient never count', async () => {
    const entry = observations.entry.map(({ resource }) => ({
      resource: { ...resource, subject: { reference: 'Patient/other' } },
    }));
    const answer = await call({ prefetch: { ...base.prefetch, observations: { ...observations, entry } } });
    expect(answer.status).toBe(412);
    expect(errorCode(answer)).toBe('prefetch-incomplete');
    expect(answer.text).not.toContain('14.7');
  });

  test('[hard-10-wrong-patient] another Patient under the key is no answer', async () => {
    const patient = { ...(base.prefetch['patient'] as object), id: 'other', birthDate: '1940-01-01' };
    const answer = await call({ prefetch: { ...base.prefetch, patient } });
    expect([answer.status, errorCode(answer)]).toEqual([400, 'wrong-patient']);
  });
});

describe('call-backs', () => {
  test('[hard-14-call-back-safety] a server that nobody allowed is not asked', async () => {
    const foreign = await startFhirServer(fromChart(base.prefetch));
    const answer = await call({ ...access(), fhirServer: foreign.url, prefetch: {} });
    expect(answer.status).toBe(400);
    expect(foreign.asked).toEqual([]);
    await foreign.close();
  });

  test('[hard-14-call-back-safety] a redirect does not carry the token away', async () => {
    const foreign = await startFhirServer(fromChart(base.prefetch));
    const answer = await callWith(
      (path, res) => {
        res.writeHead(302, { location: `${foreign.url}/${path}` }).end();
        return undefined;
      },
      { prefetch: {} },
    );
    expect(answer.status).toBe(412);
    expect(foreign.asked).toEqual([]);
    await foreign.close();
  });

  test('[hard-14-call-back-safety] a next page elsewhere is not followed', async () => {
    const foreign = await startFhirServer(fromChart(base.prefetch));
    await callWith(
      (path) =>
        path.includes('?')
          ? { ...bundle('searchset'), link: [{ relation: 'next', url: `${foreign.url}/page` }] }
          : fromChart(base.prefetch)(path),
      { prefetch: {} },
    );
    expect(foreign.asked).toEqual([]);
    await foreign.close();
  });

  test('[hard-14-call-back-safety] values of tokens are encoded', async () => {
    const patientId = 'p1&_count=9999|x';
    await callWith(fromChart({}), { context: { ...base.context, patientId }, prefetch: {} });
    for (const { path } of fhir.asked) expect(path).not.toContain(patientId);
    for (const { path } of fhir.asked) expect(path).not.toContain('9999|');
  });

  test('[hard-12-deadline] a server that hangs: an answer at the deadline, and the call-backs are cancelled', async () => {
    const before = fhir.abandoned();
    const started = performance.now();
    const answer = await callWith(() => undefined, { prefetch: {} });
    expect(performance.now() - started).toBeLessThan(4_000);
    expect([412, 503, 504]).toContain(answer.status);
    errorCode(answer);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(fhir.abandoned() - before).toBe(fhir.asked.length);
  });
});
