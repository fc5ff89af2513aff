import { afterEach, describe, expect, test } from '@jest/globals';
import type { Sighting } from '@cardwright/store';
import { openWard, type Ward } from '../testing/ward.ts';
import { rememberBasis } from '../subscriptions/remember-basis.ts';
import { openSite, type Site } from '../subscriptions/testing/open-site.ts';
import { standing } from '../subscriptions/testing/standing.ts';
import { purgeLimits } from './purge-limits.ts';
import { purgeSightings } from './purge-sightings.ts';
import { purgeStore } from './purge-store.ts';

const news2 = 'deterioration-news2';
const dayMinutes = 24 * 60;
const wards: Ward[] = [];
async function open(): Promise<Ward> {
  const ward = await openWard({ service: news2, file: 'score-7.json' });
  wards.push(ward);
  return ward;
}
afterEach(async () => {
  await Promise.all(wards.splice(0).map(({ host }) => host.store.close()));
});

/** The daily purge; gives how many sightings went. */
async function purge({ host }: Ward, sightingsDays = 60): Promise<number> {
  return (await purgeStore(host.store, purgeLimits({ sightingsDays }, host.now().getTime()))).sightings;
}
const known = async ({ host }: Ward, ...resources: string[]) =>
  (await host.store.readSightings('ward', resources)).map(({ resource }) => resource).toSorted();
const sighting = (resource: string, patient: string): Sighting => ({
  source: 'ward',
  resource,
  patient,
  versionId: '1',
  lastUpdatedMs: 1,
});

test('what was not seen since goes, what was stays', async () => {
  const ward = await open();
  await ward.host.store.recordSightings([sighting('Observation/a', 'p7')], ward.host.now().getTime());
  ward.setMinutes(30 * dayMinutes);
  await ward.host.store.recordSightings([sighting('Observation/b', 'p7')], ward.host.now().getTime());
  ward.setMinutes(61 * dayMinutes);
  expect(await purge(ward)).toBe(1);
  expect(await known(ward, 'Observation/a', 'Observation/b')).toEqual(['Observation/b']);
});

test('what advice that stands may rest on is kept, however old, and a deletion still finds whose it is', async () => {
  const ward = await open();
  await ward.answer();
  const others = Array.from({ length: 600 }, (_, n) => sighting(`Observation/other-${n}`, 'p7'));
  await ward.host.store.recordSightings(others, Date.parse(ward.at(0)));
  ward.setMinutes(1_000 * dayMinutes);
  expect(await purge(ward)).toBe(600);
  expect(await known(ward, 'Observation/temp')).toEqual(['Observation/temp']);
  // It counts as needed now: the next purge does not look at it.
  expect(await ward.host.store.sightingsBefore(Date.parse(ward.at(999 * dayMinutes)))).toEqual([]);
});

test('and goes when the advice was withdrawn', async () => {
  const ward = await open();
  await ward.answer();
  ward.setMinutes(dayMinutes);
  await ward.answer();
  expect((await ward.all('RiskAssessment')).map(({ status }) => status)).toEqual(['cancelled']);
  ward.setMinutes(62 * dayMinutes);
  expect(await purge(ward)).toBeGreaterThan(0);
  expect(await known(ward, 'Observation/temp')).toEqual([]);
});

test('what an evaluation uses counts as needed, at most once a day', async () => {
  const ward = await open();
  const remember = () => rememberBasis(ward.host, ward.source, 'p7', ['Observation/a', 'Observation/new']);
  const seen = async () =>
    (await ward.host.store.readSightings('ward', ['Observation/a'])).map((one) => [one.versionId, one.seenAtMs]);
  await ward.host.store.recordSightings([sighting('Observation/a', 'p7')], Date.parse(ward.at(0)));
  ward.setMinutes(dayMinutes);
  await remember();
  expect(await seen()).toEqual([['1', Date.parse(ward.at(0))]]);
  ward.setMinutes(dayMinutes + 1);
  await remember();
  expect(await seen()).toEqual([['1', Date.parse(ward.at(dayMinutes + 1))]]);
  expect(await known(ward, 'Observation/new')).toEqual(['Observation/new']);
});

test('what is seen anew while the purge decides is not forgotten', async () => {
  const ward = await open();
  const { store } = ward.host;
  await store.recordSightings([sighting('Observation/a', 'p7')], Date.parse(ward.at(0)));
  ward.setMinutes(61 * dayMinutes);
  const nowMs = ward.host.now().getTime();
  const forgetSightings: typeof store.forgetSightings = async (...values) => {
    await store.recordSightings([sighting('Observation/a', 'p7')], nowMs);
    return store.forgetSightings(...values);
  };
  const report = await purgeStore({ ...store, forgetSightings }, purgeLimits({ sightingsDays: 60 }, nowMs));
  expect(report.sightings).toBe(0);
  expect(await known(ward, 'Observation/a')).toEqual(['Observation/a']);
});

describe('after a purge a deletion that nobody notifies', () => {
  const sites: Site[] = [];
  afterEach(async () => {
    await Promise.all(sites.splice(0).map((site) => site.close()));
  });
  const signal = () => AbortSignal.timeout(5_000);
  async function start(profile: 'r4' | 'hapi'): Promise<Site> {
    const site = await openSite({ source: { manage: false, profile } });
    sites.push(site);
    await site.turn();
    return site;
  }
  const basis = async ({ fhir }: Site): Promise<readonly string[]> =>
    (await standing(fhir)).flatMap((one) => one.basis).filter((one) => one.startsWith('Observation/'));

  test.each([
    ['its history', 'hapi'],
    ['looking for it', 'r4'],
  ] as const)('of what advice rests on is found by the sweep, by %s', async (_name, profile) => {
    const site = await start(profile);
    const [first = '', ...others] = await basis(site);
    const nowMs = site.host.now().getTime();
    await purgeSightings(site.host.store, { beforeMs: nowMs + 1, nowMs: nowMs + 1 });
    expect(await site.host.store.readSightings('ward', [first])).toHaveLength(1);
    await site.fhir.delete('Observation', first.replace('Observation/', ''), signal());
    await site.turn();
    expect(others.length).toBeGreaterThan(0);
    expect(await basis(site)).not.toContain(first);
  });

  test('is found, too, where it is not known any more whose it was', async () => {
    const site = await start('r4');
    const { store } = site.host;
    const [first = ''] = await basis(site);
    await site.turn();
    expect(await store.forgetSightings([{ source: 'ward', resource: first }], 1e15)).toBe(1);
    // No sweep looks back so far.
    site.pass(30 * 60_000);
    await site.fhir.delete('Observation', first.replace('Observation/', ''), signal());
    await site.turn();
    expect(await basis(site)).not.toContain(first);
  });
});
