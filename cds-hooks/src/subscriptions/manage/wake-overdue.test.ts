import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { isInForce } from '@cardwright/audit';
import { CardwrightError } from '@cardwright/cds-service';
import type { Resource, ResourceType } from '@medplum/fhirtypes';
import type { ServedService } from '../../host.ts';
import { openSite, vitalChart, type Site, type SiteOptions, type SiteProcess } from '../testing/open-site.ts';
import { ofPatient } from '../testing/standing.ts';

// The services load once.
beforeAll(async () => (await openSite()).close(), 60_000);
const open: Site[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((site) => site.close()));
});

/** A site at which advice stands for everybody in the chart. */
async function start(options: SiteOptions = {}): Promise<Site> {
  const site = await openSite(options);
  open.push(site);
  await site.turn();
  return site;
}

const all = async ({ fhir }: Site, type: ResourceType): Promise<readonly Resource[]> =>
  (await fhir.search(`${type}?_sort=_id&_count=1000`, AbortSignal.timeout(5_000))).resources;
const standing = async (site: Site): Promise<readonly string[]> =>
  [...(await all(site, 'RiskAssessment')), ...(await all(site, 'Flag'))]
    .filter(isInForce)
    .map(({ resourceType }) => resourceType);
/** The usual turn, which begins no sweep that is not due. */
async function turn(site: Site, { caretaker, worker }: SiteProcess = site): Promise<void> {
  await caretaker.start();
  await caretaker.idle();
  worker.wake();
  await worker.idle();
}

/** What a process serves from now on. */
function serve({ host }: SiteProcess, change: (served: ServedService) => readonly ServedService[]): void {
  const next = [...host.services].flatMap(([id, served]) => change(served).map((one) => [id, one] as const));
  Object.assign(host, { services: new Map(next) });
}
const nothing = (): readonly ServedService[] => [];

test('a service that is switched off: its advice is withdrawn at the next turn, though nobody is notified of anything', async () => {
  const site = await start();
  expect(await standing(site)).toEqual(['RiskAssessment', 'Flag']);
  const evaluations = (await site.host.store.listEvaluations({ limit: 10 })).length;
  serve(site, nothing);
  await turn(site);
  expect(await standing(site)).toEqual([]);
  expect(await site.host.store.listEvaluations({ limit: 10 })).toHaveLength(evaluations);
});

test('and published anew at the next turn when it is switched on again', async () => {
  const site = await start();
  const { services } = site.host;
  serve(site, nothing);
  await turn(site);
  Object.assign(site.host, { services });
  await turn(site);
  expect(await standing(site)).toEqual(['RiskAssessment', 'Flag']);
});

test('a service that raises nothing any more: its Flag ends, its RiskAssessment stands', async () => {
  const site = await start();
  serve(site, (served) => {
    const { escalation: _, ...manifest } = served.service.manifest;
    return [{ ...served, service: { ...served.service, manifest } }];
  });
  await turn(site);
  expect(await standing(site)).toEqual(['RiskAssessment']);
});

test('what changed while no process ran is found at the start, also in a store that does not know who published', async () => {
  const site = await start();
  await site.host.store.deleteState({ collection: 'source', source: 'ward', key: 'publishers' });
  const other = await site.another();
  serve(other, nothing);
  await site.caretaker.stop();
  await turn(site, other);
  expect(await standing(site)).toEqual([]);
});

test('nothing is woken twice: neither while all is as it should be nor after it was withdrawn', async () => {
  const site = await start();
  const { wakePatients } = site.host.store;
  const woken: string[] = [];
  const store = {
    ...site.host.store,
    wakePatients: (...values: Parameters<typeof wakePatients>) => {
      woken.push(...values[0].map(({ patient }) => patient));
      return wakePatients(...values);
    },
  };
  Object.assign(site.host, { store });
  await turn(site);
  expect(woken).toEqual([]);
  serve(site, nothing);
  for (let count = 0; count < 3; count += 1) await turn(site);
  expect(woken).toEqual(['p1']);
});

test('many patients: a hundred at a turn, and all in the end', async () => {
  const patients = Array.from({ length: 120 }, (_, index) => `p${index + 1}`);
  const chart = patients.flatMap((patient) => vitalChart().map((resource) => ofPatient(resource, patient)));
  const site = await start({ chart });
  expect(await standing(site)).toHaveLength(240);
  serve(site, nothing);
  await turn(site);
  expect(await standing(site)).toHaveLength(40);
  await turn(site);
  expect(await standing(site)).toEqual([]);
}, 120_000);

test('a process that ends in the middle: the next one goes on', async () => {
  const patients = Array.from({ length: 120 }, (_, index) => `p${index + 1}`);
  const chart = patients.flatMap((patient) => vitalChart().map((resource) => ofPatient(resource, patient)));
  const site = await start({ chart });
  serve(site, nothing);
  await turn(site);
  const other = await site.another();
  serve(other, nothing);
  await site.caretaker.stop();
  await site.worker.stop();
  await turn(site, other);
  expect(await standing(site)).toEqual([]);
}, 120_000);

test('of two processes one withdraws, and one that still has the service brings it back only until it has learned of it', async () => {
  const site = await start();
  const other = await site.another();
  serve(site, nothing);
  await turn(site);
  await turn(site, other);
  expect(await standing(site)).toEqual([]);
  // The old mind of the other one: a notification comes to it.
  await site.measure('rr', 31);
  await site.server.idle();
  other.worker.wake();
  await other.worker.idle();
  serve(other, nothing);
  site.pass(120_000);
  await site.turn();
  await turn(site);
  expect(await standing(site)).toEqual([]);
});

test('a source that is away: nothing is taken for withdrawn, and it is when the source is back', async () => {
  const site = await start();
  const { fhir } = site.source;
  const away = () => Promise.reject(new CardwrightError('fhir-unreachable', 'The FHIR server did not answer.'));
  const sources = new Map([['ward', { ...site.source, fhir: { ...fhir, search: away, update: away } }]]);
  const { sources: before } = site.host;
  Object.assign(site.host, { sources });
  serve(site, nothing);
  await turn(site);
  expect(await standing(site)).toEqual(['RiskAssessment', 'Flag']);
  expect((await site.host.store.inboxStatus()).work).toMatchObject({ waiting: 1, dead: 0 });
  Object.assign(site.host, { sources: before });
  site.pass(1_000);
  await turn(site);
  expect(await standing(site)).toEqual([]);
});

test('work that was given up is tried again after the next sweep', async () => {
  const site = await start();
  const { sources } = site.host;
  const refused = () => Promise.reject(new CardwrightError('fhir-refused', 'Refused.', { status: 403 }));
  Object.assign(site.host, {
    sources: new Map([['ward', { ...site.source, fhir: { ...site.fhir, update: refused } }]]),
  });
  serve(site, nothing);
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await turn(site);
    site.pass(300_000);
  }
  expect((await site.host.store.inboxStatus()).work).toMatchObject({ dead: 1 });
  Object.assign(site.host, { sources });
  await site.turn();
  await turn(site);
  expect(await standing(site)).toEqual([]);
});
