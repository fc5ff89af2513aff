import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import type { Resource, Subscription } from '@medplum/fhirtypes';
import { openSite, vitalChart, type Site, type SiteOptions } from '../testing/open-site.ts';
import { ofPatient } from '../testing/standing.ts';
import { askSweep } from '../sweep/ask-sweep.ts';
import { listHeard } from '../sweep/write-heard.ts';
import { listManaged } from './managed-state.ts';

// The services load once.
beforeAll(async () => (await openSite()).close(), 60_000);
const open: Site[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((site) => site.close()));
});

async function start(options: SiteOptions = {}): Promise<Site> {
  const site = await openSite(options);
  open.push(site);
  return site;
}

const signal = () => AbortSignal.timeout(5_000);
/** A vital sign of the chart. */
const vital = 'rr';
const topic = 'http://cardwright.example/SubscriptionTopic/observation-changed';
const byTopic = { profile: 'backport-r4', topics: { Observation: topic } } as const;

const subscriptionsOf = async ({ fhir }: Site): Promise<readonly Subscription[]> =>
  (await fhir.search('Subscription?_sort=_id', signal())).resources.filter(
    (one): one is Subscription => one.resourceType === 'Subscription',
  );
const assessmentsOf = async ({ fhir }: Site): Promise<readonly Resource[]> =>
  (await fhir.search('RiskAssessment?_sort=_id', signal())).resources;
const evaluationsOf = async ({ host }: Site) => (await host.store.listEvaluations({ limit: 100 })).length;
const metric = async ({ host }: Site, name: string): Promise<readonly string[]> => {
  const text = await host.metrics.registry.metrics();
  return text.split('\n').filter((line) => line.startsWith(name));
};
const onlySubscription = async (site: Site): Promise<Subscription & { readonly id: string }> => {
  const [one, ...others] = await subscriptionsOf(site);
  expect(others).toEqual([]);
  if (one?.id === undefined) throw new Error('There is no Subscription.');
  return { ...one, id: one.id };
};
/** Deletes what the server knows of deliveries: nothing arrives any more, and it does not say so. */
const deafen = async (site: Site): Promise<void> => {
  const one = await onlySubscription(site);
  await site.fhir.update({ ...one, status: 'off' }, signal());
};

describe.each([
  ['by criteria', {}],
  ['by topic', byTopic],
])('a source %s', (_, source) => {
  test('is subscribed to at the first turn, and what nobody notified is swept', async () => {
    const site = await start({ source });
    expect(await site.turn()).toBe(true);
    const one = await onlySubscription(site);
    expect(one.status).toBe('active');
    expect(one.channel.endpoint).toMatch(new RegExp(`^${site.host.publicBaseUrl}/subscriptions/ward/[\\w-]{43}$`));
    expect(await assessmentsOf(site)).toHaveLength(1);
  });

  test('notifies a change through the managed endpoint; the sweep finds nothing missed, and the third one nothing at all', async () => {
    const site = await start({ source });
    await site.turn();
    await site.measure(vital, 31);
    await site.idle();
    expect(await metric(site, 'cardwright_notifications_total{source="ward",result="accepted"}')).toHaveLength(1);
    const before = await evaluationsOf(site);
    expect(before).toBe(2);
    site.pass(120_000);
    await site.turn();
    const then = await evaluationsOf(site);
    site.pass(120_000);
    await site.turn();
    expect(await evaluationsOf(site)).toBe(then);
    expect(await metric(site, 'cardwright_sweep_missed_total{')).toEqual([
      'cardwright_sweep_missed_total{source="ward"} 0',
    ]);
  });

  test('has one Subscription however many processes begin at once and begin again', async () => {
    const site = await start({ source });
    const [other, third] = await Promise.all([site.another(), site.another()]);
    const had = await Promise.all([site.turn(), other.turn(), third.turn()]);
    expect(had.filter(Boolean)).toHaveLength(1);
    await site.caretaker.stop();
    await other.caretaker.stop();
    await third.turn();
    await onlySubscription(site);
  });

  test('that switched the Subscription off is swept, and then asked for it again', async () => {
    const site = await start({ source });
    await site.turn();
    await deafen(site);
    await site.measure(vital, 33);
    await site.idle();
    const before = await evaluationsOf(site);
    site.pass(120_000);
    await site.turn();
    expect((await onlySubscription(site)).status).toBe('active');
    expect(await evaluationsOf(site)).toBeGreaterThan(before);
    expect(await metric(site, 'cardwright_sweep_missed_total{')).toEqual([
      'cardwright_sweep_missed_total{source="ward"} 1',
    ]);
    expect(await metric(site, 'cardwright_reactivations_total{')).toEqual([
      'cardwright_reactivations_total{source="ward",result="reactivated"} 1',
    ]);
  });

  test('that refuses what a sweep asks is asked for the Subscription all the same, and swept when it answers', async () => {
    const site = await start({ source });
    await site.turn();
    await deafen(site);
    const { search } = site.fhir;
    const refused = new CardwrightError('fhir-refused', 'The FHIR server refused.', { status: 403 });
    const refuse: FhirClient['search'] = (query, ...rest) =>
      query.startsWith('Observation') ? Promise.reject(refused) : search(query, ...rest);
    Object.assign(site.fhir, { search: refuse });
    site.pass(120_000);
    await expect(site.turn()).rejects.toBe(refused);
    expect((await onlySubscription(site)).status).toBe('active');
    Object.assign(site.fhir, { search });
    site.pass(120_000);
    await site.turn();
    expect(
      (await site.host.metrics.registry.metrics()).match(/cardwright_sweeps_total\{.*reason="reactivation".*/g),
    ).not.toBeNull();
  });

  test('that switches it off again and again is left alone for longer each time', async () => {
    const site = await start({ source });
    await site.turn();
    const statuses: string[] = [];
    for (const ms of [61_000, 61_000, 61_000, 61_000, 61_000]) {
      await deafen(site);
      site.pass(ms);
      await site.turn();
      statuses.push((await onlySubscription(site)).status);
    }
    expect(statuses).toEqual(['active', 'active', 'off', 'active', 'off']);
  });

  test('gets new keys in time, takes the old ones for an hour, and forgets them', async () => {
    const site = await start({ source: { ...source, secretDays: 1 } });
    await site.turn();
    const before = (await onlySubscription(site)).channel.endpoint;
    site.pass(86_400_000);
    await site.turn();
    const after = (await onlySubscription(site)).channel.endpoint;
    expect(after).not.toBe(before);
    const states = async () => (await listManaged(site.host.store, 'ward')).map(({ state }) => state.keys.length);
    expect(await states()).toEqual([2]);
    site.pass(3_600_000);
    await site.turn();
    expect(await states()).toEqual([1]);
    expect((await onlySubscription(site)).channel.endpoint).toBe(after);
  });

  test('loses what nobody wants, and what is there twice', async () => {
    const site = await start({ source });
    await site.turn();
    const one = await onlySubscription(site);
    const { id, ...copy } = one;
    const orphan: Subscription = JSON.parse(JSON.stringify(copy).replaceAll('observation-1', 'condition-1'));
    await site.fhir.create(copy, signal());
    await site.fhir.create(orphan, signal());
    expect(await subscriptionsOf(site)).toHaveLength(3);
    site.pass(61_000);
    await site.turn();
    expect((await onlySubscription(site)).id).toBe(id);
  });

  test('whose Subscription is not ours keeps it', async () => {
    const site = await start({ source });
    const theirs: Subscription = {
      resourceType: 'Subscription',
      status: 'requested',
      reason: 'somebody else',
      criteria: 'Observation?',
      channel: { type: 'rest-hook', endpoint: `${site.host.publicBaseUrl}/subscriptions/other/key` },
    };
    const { id } = await site.fhir.create(theirs, signal());
    await site.turn();
    expect((await subscriptionsOf(site)).map((one) => one.id)).toContain(id);
  });
});

test('a lost store: the Subscription that stands is adopted with new keys', async () => {
  const site = await start();
  await site.turn();
  const before = await onlySubscription(site);
  for (const { identity } of await listManaged(site.host.store, 'ward'))
    await site.host.store.deleteState({ collection: 'subscription', source: 'ward', key: `managed/${identity}` });
  site.pass(61_000);
  await site.turn();
  const after = await onlySubscription(site);
  expect(after.id).toBe(before.id);
  expect(after.channel.endpoint).not.toBe(before.channel.endpoint);
});

test('a wrong secret does not open a managed endpoint, nor does a key without it', async () => {
  const site = await start();
  await site.turn();
  const { endpoint = '', header = [] } = (await onlySubscription(site)).channel;
  const [name = '', value = ''] = (header[0] ?? '').split(': ');
  const post = async (headers: Record<string, string>) => (await fetch(endpoint, { method: 'POST', headers })).status;
  expect(await post({ [name]: value })).toBe(200);
  expect(await post({ [name]: `${value.slice(1)}x` })).toBe(401);
  expect(await post({})).toBe(401);
  expect((await fetch(`${endpoint}x`, { method: 'POST', headers: { [name]: value } })).status).toBe(401);
});

describe('numbers of events', () => {
  test('a gap is asked for by $events, once the source has stopped trying', async () => {
    const site = await start({ source: byTopic });
    await site.turn();
    const one = await onlySubscription(site);
    // Counted and not sent: the Backport IG, "Errors".
    await site.fhir.update({ ...one, status: 'error' }, signal());
    await site.measure(vital, 33);
    await site.fhir.update({ ...one, status: 'requested' }, signal());
    await site.idle();
    await site.measure('hr', 130);
    await site.idle();
    await site.host.traffic.flush('ward');
    const numbers = async () => (await listHeard(site.host.store, 'ward')).map(({ state }) => state);
    expect(await numbers()).toMatchObject([{ contiguous: '0', ahead: ['2'], highest: '2' }]);
    const before = await evaluationsOf(site);
    site.pass(61_000);
    await site.turn();
    expect(await metric(site, 'cardwright_gaps_total{')).toEqual(['cardwright_gaps_total{source="ward"} 1']);
    const told = site.host.logged.filter((line) => line.includes('events did not come'));
    expect(told.map((line): unknown => JSON.parse(line))).toMatchObject([{ isWhole: true }]);
    expect(await numbers()).toMatchObject([{ contiguous: '2', ahead: [], highest: '2' }]);
    expect(await evaluationsOf(site)).toBeGreaterThan(before);
    expect(await metric(site, 'cardwright_sweep_missed_total{')).toEqual([
      'cardwright_sweep_missed_total{source="ward"} 0',
    ]);
  });
});

test('a source that says nothing for too long is an alarm, until it speaks', async () => {
  const site = await start({ source: { maxQuietMinutes: 10 } });
  await site.turn();
  expect(site.host.traffic.silent()).toEqual([]);
  site.pass(11 * 60_000);
  await site.turn();
  expect(site.host.traffic.silent()).toEqual(['ward']);
  expect(await metric(site, 'cardwright_source_silent{')).toEqual(['cardwright_source_silent{source="ward"} 1']);
  expect(await (await fetch(`${site.host.publicBaseUrl}/readyz`)).json()).toMatchObject({
    ready: true,
    silent: ['ward'],
  });
  await site.measure(vital, 31);
  await site.idle();
  await site.turn();
  expect(site.host.traffic.silent()).toEqual([]);
});

test('what was imported without a notification is found by the next sweep, however much it is', async () => {
  const site = await start();
  await site.turn();
  const before = await evaluationsOf(site);
  const chart = vitalChart();
  const patients = Array.from({ length: 25 }, (_, index) => `import${index}`);
  site.pass(1_000);
  site.server.repository.seed(patients.flatMap((patient) => chart.map((resource) => ofPatient(resource, patient))));
  site.pass(600_000);
  await site.turn();
  expect((await evaluationsOf(site)) - before).toBeGreaterThanOrEqual(patients.length);
  expect(await assessmentsOf(site)).toHaveLength(1 + patients.length);
});

test.each([true, false])('what was deleted in silence takes its answer back (history: %s)', async (hasHistory) => {
  const site = await start({ source: { capabilities: { hasHistory } } });
  await site.turn();
  const [before] = await assessmentsOf(site);
  await deafen(site);
  for (const { resourceType, id } of vitalChart())
    if (resourceType === 'Observation' && id !== undefined) await site.fhir.delete('Observation', id, signal());
  site.pass(120_000);
  await site.turn();
  const [after] = await assessmentsOf(site);
  expect(before).toMatchObject({ status: 'final' });
  expect(after).not.toMatchObject({ status: 'final' });
});

/** What sweeps said, the oldest first. */
const swept = ({ host }: Site): readonly { readonly reason?: unknown; readonly missed?: unknown }[] =>
  host.logged.filter((line) => line.includes('"swept"')).map((line) => JSON.parse(line));

test('an operator asks for a sweep, from another process: the next turn makes it, once', async () => {
  const site = await start();
  await site.turn();
  await site.caretaker.start();
  expect(swept(site)).toHaveLength(1);
  const { id } = await onlySubscription(site);
  await site.fhir.delete('Subscription', id, signal());
  site.pass(1_000);
  await site.measure(vital, 33);
  expect(await askSweep(site.host.store, 'ward', 0)).toBe(1);
  await site.caretaker.start();
  await site.idle();
  expect(swept(site).slice(1)).toMatchObject([{ reason: 'operator' }]);
  // Our Subscriptions were looked at, too.
  expect((await onlySubscription(site)).id).not.toBe(id);
  expect(await evaluationsOf(site)).toBe(2);
  await site.caretaker.start();
  expect(swept(site)).toHaveLength(2);
  expect(await askSweep(site.host.store, 'ward', 0)).toBe(2);
  await site.caretaker.start();
  expect(swept(site)).toHaveLength(3);
});

test('what an operator asks for while the source is away is done when it is back', async () => {
  const site = await start();
  await site.turn();
  await askSweep(site.host.store, 'ward', 0);
  const search = jest.spyOn(site.source.fhir, 'search').mockRejectedValue(new Error('away'));
  await site.caretaker.start();
  expect(swept(site)).toHaveLength(1);
  search.mockRestore();
  await site.caretaker.stop();
  // By another process, which has not been told.
  const other = await site.another();
  await other.caretaker.start();
  expect(other.host.logged.filter((line) => line.includes('"swept"')).map((line) => JSON.parse(line))).toMatchObject([
    { reason: 'operator' },
  ]);
});

describe('after a change of address', () => {
  /** The same listener by another name. */
  const renamed = ({ host }: Site) => host.publicBaseUrl.replace('127.0.0.1', 'localhost');

  test.each(['publicBaseUrl', 'notifyBaseUrl'])(
    '(%s) the Subscription that we made is written anew in its place',
    async (key) => {
      const site = await start();
      await site.turn();
      const { id } = await onlySubscription(site);
      const other = renamed(site);
      Object.assign(key === 'publicBaseUrl' ? site.host : site.source, { [key]: other });
      site.pass(61_000);
      await site.turn();
      const after = await onlySubscription(site);
      expect(after).toMatchObject({ id, status: 'active' });
      expect(after.channel.endpoint).toMatch(`${other}/subscriptions/ward/`);
      await site.measure(vital, 31);
      await site.idle();
      expect(await metric(site, 'cardwright_notifications_total{source="ward",result="accepted"}')).toHaveLength(1);
      // From here on it is found by its tag of now.
      site.pass(61_000);
      await site.turn();
      expect((await onlySubscription(site)).meta?.versionId).toBe(after.meta?.versionId);
    },
  );

  test('and with a lost store the old ones are not touched, because they may be those of another installation, and it is said', async () => {
    const site = await start();
    await site.turn();
    const { id } = await onlySubscription(site);
    for (const { identity } of await listManaged(site.host.store, 'ward'))
      await site.host.store.deleteState({ collection: 'subscription', source: 'ward', key: `managed/${identity}` });
    Object.assign(site.host, { publicBaseUrl: renamed(site) });
    site.pass(61_000);
    await site.turn();
    expect((await subscriptionsOf(site)).map((one) => one.id)).toContain(id);
    expect(await subscriptionsOf(site)).toHaveLength(2);
    const told = () => site.host.logged.filter((line) => line.includes('another installation'));
    expect(told().map((line): unknown => JSON.parse(line))).toMatchObject([
      { level: 40, source: 'ward', subscriptions: [id] },
    ]);
    site.pass(61_000);
    await site.turn();
    expect(told()).toHaveLength(1);
  });
});

describe.each([
  ['R4B', 'backport-r4b', 'r4b', {}],
  // The Subscription is written as the Backport has it, which the embedded server knows; what comes is R5.
  ['R5', 'r5', 'r5', { subscription: 'r4-backport' }],
] as const)('a source that notifies in %s', (_, profile, notificationFormat, capabilities) => {
  test('shakes hands, notifies, is asked for a gap, and misses nothing', async () => {
    let isDeaf = false;
    const deafFetch: typeof fetch = (...request) =>
      isDeaf ? Promise.resolve(new Response(null, { status: 200 })) : fetch(...request);
    const site = await start({
      source: { ...byTopic, profile, capabilities },
      server: { notificationFormat, fetch: deafFetch },
    });
    await site.turn();
    expect(await onlySubscription(site)).toMatchObject({ status: 'active' });
    await site.measure(vital, 31);
    await site.idle();
    expect(await evaluationsOf(site)).toBe(2);
    isDeaf = true;
    await site.measure(vital, 33);
    await site.idle();
    isDeaf = false;
    await site.measure('hr', 130);
    await site.idle();
    await site.host.traffic.flush('ward');
    const numbers = async () => (await listHeard(site.host.store, 'ward')).map(({ state }) => state);
    expect(await numbers()).toMatchObject([{ status: 'active', contiguous: '1', ahead: ['3'], highest: '3' }]);
    site.pass(61_000);
    await site.caretaker.start();
    await site.idle();
    expect(await numbers()).toMatchObject([{ contiguous: '3', ahead: [], highest: '3' }]);
    expect(await metric(site, 'cardwright_sweep_missed_total{')).toEqual([
      'cardwright_sweep_missed_total{source="ward"} 0',
    ]);
    expect(site.host.logged.filter((line) => line.includes('quarantined'))).toEqual([]);
  });
});

describe('heartbeats that do not come', () => {
  const silenceMs = 151_000;
  const asked = (site: Site) => jest.spyOn(site.source.fhir, 'operation');

  test('and a Subscription that $status says is in error, whatever a search says: swept, asked for again, swept', async () => {
    const site = await start({ source: byTopic });
    await site.turn();
    const one = await onlySubscription(site);
    await site.fhir.update({ ...one, status: 'error' }, signal());
    await site.measure(vital, 33);
    await site.idle();
    const { search } = site.source.fhir;
    // An index that is behind.
    const behind = jest.spyOn(site.source.fhir, 'search').mockImplementation(async (...query) => {
      const found = await search(...query);
      const resources = found.resources.map((resource) =>
        resource.resourceType === 'Subscription' ? { ...resource, status: 'active' as const } : resource,
      );
      return { ...found, resources };
    });
    const operation = asked(site);
    // Our own look at the Subscriptions has just been made.
    site.pass(61_000);
    await site.caretaker.start();
    expect(swept(site)).toHaveLength(1);
    site.pass(silenceMs - 61_000);
    await site.caretaker.start();
    behind.mockRestore();
    await site.idle();
    expect(operation.mock.calls.map(([{ id, name }]) => [id, name])).toEqual([[one.id, '$status']]);
    expect(swept(site).slice(1)).toMatchObject([
      { reason: 'reactivation', missed: 1 },
      { reason: 'reactivation', missed: 0 },
    ]);
    expect((await onlySubscription(site)).status).toBe('active');
    expect(await evaluationsOf(site)).toBe(2);
  });

  test('and all is well: what $status has counted and did not come is swept, once', async () => {
    let isDeaf = false;
    const deafFetch: typeof fetch = (...request) =>
      isDeaf ? Promise.resolve(new Response(null, { status: 200 })) : fetch(...request);
    const site = await start({ source: byTopic, server: { fetch: deafFetch } });
    await site.turn();
    isDeaf = true;
    await site.measure(vital, 33);
    await site.idle();
    const operation = asked(site);
    site.pass(silenceMs);
    await site.caretaker.start();
    await site.idle();
    expect(operation.mock.calls.map(([{ name }]) => name)).toEqual(['$status']);
    expect(swept(site).slice(1)).toMatchObject([{ reason: 'silence', missed: 1 }]);
    const [heard] = await listHeard(site.host.store, 'ward');
    expect(heard?.state).toMatchObject({ highest: '1', contiguous: '1' });
    expect(await evaluationsOf(site)).toBe(2);
    // It is looked into again after the same time, not at each turn.
    site.pass(5_000);
    await site.caretaker.start();
    expect(swept(site)).toHaveLength(2);
  });
});

test('a source that sends less than was asked for: it is noted, said once, not asked again, and works', async () => {
  const site = await start({ source: byTopic });
  const emptied = <T extends Resource>(resource: T): T =>
    resource.resourceType === 'Subscription'
      ? JSON.parse(JSON.stringify(resource).replace('"id-only"', '"empty"'))
      : resource;
  site.server.repository.observe({ admit: emptied, written: () => undefined, deleted: () => undefined });
  await site.turn();
  const one = await onlySubscription(site);
  const payloads = async () => (await listManaged(site.host.store, 'ward')).map(({ state }) => state.payload);
  expect(await payloads()).toEqual(['empty']);
  site.pass(61_000);
  await site.turn();
  expect((await onlySubscription(site)).meta?.versionId).toBe(one.meta?.versionId);
  const told = site.host.logged.filter((line) => line.includes('the source changed what was asked for'));
  expect(told.map((line): unknown => JSON.parse(line))).toMatchObject([
    { level: 40, subscription: one.id, payload: 'empty' },
  ]);
  const before = await evaluationsOf(site);
  await site.measure(vital, 31);
  await site.idle();
  expect(await evaluationsOf(site)).toBe(before + 1);
});
