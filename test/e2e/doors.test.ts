import { createHmac, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Bundle, Observation, RiskAssessment } from '@medplum/fhirtypes';
import type { CdsResponse } from '@cardwright/cds-service';
import { registeredServices } from '@cardwright/cds-hooks';
import { eventually, startProcess, temporaryDirectory, type StartedProcess } from './start-process.ts';

jest.setTimeout(60_000);

const directory = temporaryDirectory();
let started: StartedProcess;
beforeAll(async () => {
  started = await startProcess(directory.path);
});
afterAll(async () => {
  expect(await started.stop()).toBe(0);
  directory.clean();
});

interface Answer {
  readonly status: number;
  readonly body: CdsResponse & {
    readonly resourceType?: string;
    readonly issue?: readonly { details: { coding: { code: string }[] } }[];
  };
}

async function call(service: string, body: unknown): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${started.url}/cds-services/${service}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

const outcomeOf = (answer: Answer) => answer.body.extension?.['org.cardwright.evaluation'];

const patientView = (patientId: string, more: object = {}) => ({
  hook: 'patient-view',
  hookInstance: randomUUID(),
  context: { userId: 'Practitioner/demo', patientId },
  ...more,
});
const fhirServer = () => ({ fhirServer: `${started.url}/fhir` });

async function search<T>(query: string): Promise<readonly T[]> {
  const bundle = (await (await fetch(`${started.url}/fhir/${query}`)).json()) as Bundle;
  return (bundle.entry ?? []).map(({ resource }) => resource as T);
}

function vitalSign(patientId: string, code: string, value: number, unit: string): Observation {
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
    ],
    code: { coding: [{ system: 'http://loinc.org', code }] },
    subject: { reference: `Patient/${patientId}` },
    effectiveDateTime: new Date().toISOString(),
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  };
}

async function write(resource: Observation): Promise<Observation> {
  const headers = { 'content-type': 'application/fhir+json' };
  const response = await fetch(`${started.url}/fhir/Observation`, {
    method: 'POST',
    headers,
    body: JSON.stringify(resource),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as Observation;
}

describe('door 1', () => {
  test('discovery lists every service on each of its hooks', async () => {
    const { services } = (await (await fetch(`${started.url}/cds-services`)).json()) as {
      services: { id: string; hook: string }[];
    };
    const listed = services.map(({ id, hook }) => `${id} ${hook}`);
    const declared = [...registeredServices].flatMap(([id, { manifest }]) =>
      manifest.hooks.map((hook) => `${id} ${hook}`),
    );
    expect(listed).toEqual(declared);
    expect(listed).toEqual(expect.arrayContaining(['cvd-risk-prevent order-select', 'warfarin-dose order-sign']));
  });

  test('without prefetch the record is read from the FHIR server: the published worked example, 14.7 %', async () => {
    const answer = await call('cvd-risk-prevent', patientView('statin-candidate', fhirServer()));
    expect(answer.status).toBe(200);
    expect(outcomeOf(answer)).toMatchObject({ outcome: 'assessed', service: 'cvd-risk-prevent' });
    expect(answer.body.cards[0]?.summary).toContain('14.7%');
  });

  test('supplied prefetch is used, and what is missing is fetched', async () => {
    const patient = await (await fetch(`${started.url}/fhir/Patient/statin-candidate`)).json();
    const whole = await call('cvd-risk-prevent', patientView('statin-candidate', fhirServer()));
    const partly = await call(
      'cvd-risk-prevent',
      patientView('statin-candidate', { ...fhirServer(), prefetch: { patient } }),
    );
    expect(partly.body.cards[0]?.detail).toBe(whole.body.cards[0]?.detail);
  });

  test('no prefetch and no FHIR server: 412 with an OperationOutcome, never an empty card list', async () => {
    const answer = await call('cvd-risk-prevent', patientView('statin-candidate'));
    expect(answer).toMatchObject({ status: 412, body: { resourceType: 'OperationOutcome' } });
    expect(answer.body.issue?.[0]?.details.coding[0]?.code).toBe('prefetch-incomplete');
  });

  test('a record that lacks the data is a 200 that says what is missing and offers the order', async () => {
    const answer = await call('cvd-risk-prevent', patientView('missing-lipids', fhirServer()));
    expect(answer.status).toBe(200);
    expect(outcomeOf(answer)).toMatchObject({ outcome: 'insufficient-data' });
    expect(answer.body.cards[0]?.suggestions?.[0]?.actions?.[0]?.resource).toMatchObject({
      resourceType: 'ServiceRequest',
      status: 'draft',
    });
  });

  test('known cardiovascular disease: not applicable, no card, and the answer says so', async () => {
    const answer = await call('cvd-risk-prevent', patientView('known-cvd', fhirServer()));
    expect(answer).toMatchObject({ status: 200, body: { cards: [] } });
    expect(outcomeOf(answer)).toMatchObject({ outcome: 'not-applicable' });
  });

  test('feedback on an issued card is stored once, repeats and unknown cards are told apart', async () => {
    const { body } = await call('cvd-risk-prevent', patientView('statin-candidate', fhirServer()));
    const accepted = { card: body.cards[0]?.uuid, outcome: 'accepted', outcomeTimestamp: '2026-11-21T10:00:00Z' };
    const feedback = [accepted, accepted, { ...accepted, card: randomUUID() }, { nonsense: true }];
    const headers = { 'content-type': 'application/json' };
    const url = `${started.url}/cds-services/cvd-risk-prevent/feedback`;
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ feedback }) });
    expect(await response.json()).toMatchObject({
      stored: 2,
      repeated: 1,
      unknownCards: [expect.any(String)],
      refused: [3],
    });
  });

  test('a server that nobody allowed is not asked', async () => {
    const answer = await call('cvd-risk-prevent', patientView('x', { fhirServer: 'https://fhir.example.org/' }));
    expect(answer.status).toBe(400);
  });
});

/** How many RiskAssessments a patient has, once two looks half a second apart say the same. */
async function settled(patient: string, seen = -1): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { length } = await search<RiskAssessment>(`RiskAssessment?subject=Patient/${patient}`);
  return length === seen ? length : settled(patient, length);
}

describe('door 2', () => {
  test('a written vital sign leads to a RiskAssessment whose basis names it, and repeating changes nothing', async () => {
    const observation = await write(vitalSign('stable-inpatient', '8867-4', 128, '/min'));
    const found = await eventually(async () => {
      const all = await search<RiskAssessment>('RiskAssessment?subject=Patient/stable-inpatient');
      return all.find(({ basis }) =>
        basis?.some(({ reference }) => reference?.startsWith(`Observation/${observation.id ?? ''}/_history/`)),
      );
    });
    expect(found).toMatchObject({ status: 'final', subject: { reference: 'Patient/stable-inpatient' } });
    // Several services hear of one vital sign; each has written by the time that nothing more comes.
    const before = await settled('stable-inpatient');
    const again = await fetch(`${started.url}/fhir/Observation/${observation.id ?? ''}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify(observation),
    });
    expect(again.status).toBe(200);
    expect(await settled('stable-inpatient')).toBe(before);
  });

  test.each([
    ['an unknown source', '/subscriptions/nobody/some-key'],
    ['a wrong key', '/subscriptions/demo/some-key'],
  ])('%s is a 401 and nothing else', async (_name, path) => {
    const response = await fetch(`${started.url}${path}`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(401);
  });

  test('what was acknowledged before a kill is processed after the restart', async () => {
    const other = temporaryDirectory();
    const key = 'a-key-of-sixteen-letters';
    const secret = 'a-secret-of-sixteen-letters';
    const config = join(other.path, 'config.json');
    const source = {
      authentication: { pathKey: { secrets: [key] }, xSignature: { secrets: [secret] } },
      criteria: 'Observation?category=vital-signs',
    };
    const status = { status: 'active', approvedBy: 'a test', approvedOn: '2026-11-21' };
    const configure = (server: string) =>
      writeFileSync(
        config,
        JSON.stringify({
          services: { 'deterioration-news2': status },
          sources: { ward: { ...source, fhirServer: server } },
        }),
      );
    // The FHIR server cannot be reached while the first process runs: the notification can only wait.
    configure('http://127.0.0.1:9/fhir');
    const first = await startProcess(other.path, { CARDWRIGHT_CONFIG: config });
    const body = JSON.stringify(await write(vitalSign('deteriorating-inpatient', '9279-1', 31, '/min')));
    const notify = (signature: string) =>
      fetch(`${first.url}/subscriptions/ward/${key}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/fhir+json', 'x-signature': signature },
      });
    expect((await notify('00')).status).toBe(401);
    const accepted = await notify(createHmac('sha256', secret).update(body).digest('hex'));
    expect({ status: accepted.status, body: await accepted.text() }).toEqual({ status: 200, body: '' });
    await first.kill();
    configure(`${started.url}/fhir`);
    const second = await startProcess(other.path, { CARDWRIGHT_CONFIG: config });
    const basis = `Observation/${(JSON.parse(body) as Observation).id ?? ''}/_history/`;
    await eventually(async () => {
      const all = await search<RiskAssessment>('RiskAssessment?subject=Patient/deteriorating-inpatient&_count=50');
      return all.find((assessment) => assessment.basis?.some(({ reference }) => reference?.startsWith(basis)));
    }, 30_000);
    expect(await second.stop()).toBe(0);
    other.clean();
  });
});

test('health, metrics and logs: alive, ready, counted, and no patient in them', async () => {
  expect((await fetch(`${started.url}/livez`)).status).toBe(200);
  expect(await (await fetch(`${started.url}/readyz`)).json()).toMatchObject({ ready: true });
  const metrics = await (await fetch(`${started.url}/metrics`)).text();
  expect(metrics).toContain(
    'cardwright_evaluations_total{service="cvd-risk-prevent",trigger="patient-view",outcome="assessed"}',
  );
  for (const patient of ['statin-candidate', 'missing-lipids', 'known-cvd', 'stable-inpatient']) {
    expect(metrics).not.toContain(patient);
    expect(started.lines.join('\n')).not.toContain(patient);
  }
});
