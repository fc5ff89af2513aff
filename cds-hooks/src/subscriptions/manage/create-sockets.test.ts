import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { openSite, type Site, type SiteOptions } from '../testing/open-site.ts';

const open: Site[] = [];
beforeAll(async () => (await openSite()).close(), 60_000);
afterEach(async () => {
  await Promise.all(open.splice(0).map((site) => site.close()));
});

const profile = 'medplum-websocket';
async function start(server: SiteOptions['server'] = {}): Promise<Site> {
  const site = await openSite({ source: { profile }, server: { restHookStyle: 'medplum', ...server } });
  open.push(site);
  return site;
}

/** Frames travel by themselves: waits until they have been counted. */
async function accepted({ host }: Site, count: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const text = await host.metrics.registry.metrics();
    if (text.includes(`cardwright_notifications_total{source="ward",result="accepted"} ${count}`)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${count} frames were not accepted`);
}

const evaluationsOf = async ({ host }: Site) => (await host.store.listEvaluations({ limit: 100 })).length;
const statusOf = async ({ fhir }: Site) =>
  (await fhir.search('Subscription?', AbortSignal.timeout(5_000))).resources.map((one) => Reflect.get(one, 'status'));

test('frames come to the inbox as notifications do', async () => {
  const site = await start();
  await site.turn();
  // The handshake.
  await accepted(site, 1);
  const before = await evaluationsOf(site);
  await site.measure('rr', 33);
  await accepted(site, 2);
  await site.idle();
  expect(await evaluationsOf(site)).toBe(before + 1);
});

test('a line that was cut is sewn up at the next turn, and what happened meanwhile is swept', async () => {
  const site = await start();
  await site.turn();
  await accepted(site, 1);
  // Nothing was heard for longer than Medplum is ever silent.
  site.pass(31_000);
  await site.measure('rr', 33);
  await accepted(site, 2);
  site.pass(31_000);
  await site.turn();
  await site.turn();
  await accepted(site, 3);
  expect(await statusOf(site)).toEqual(['active']);
  const before = await evaluationsOf(site);
  await site.measure('hr', 140);
  await accepted(site, 4);
  await site.idle();
  expect(await evaluationsOf(site)).toBe(before + 1);
});

test('a binding is made anew on the same line before it ends', async () => {
  const site = await start({ socketHeartbeatMs: 20 });
  const asked = jest.spyOn(site.source.fhir, 'operation');
  const bindings = () => asked.mock.calls.filter(([{ name }]) => name === '$get-ws-binding-token').length;
  const handshakes: unknown[] = [];
  const note = jest.spyOn(site.host.traffic, 'note').mockImplementation((_, some) => {
    handshakes.push(...some.filter(({ type }) => type === 'handshake'));
  });
  await site.turn();
  await until(site, () => handshakes.length === 1);
  expect(bindings()).toBe(1);
  // Too early.
  await quarterOfAnHour(site, note);
  expect(bindings()).toBe(1);
  for (let quarter = 2; quarter <= 3; quarter += 1) await quarterOfAnHour(site, note);
  expect(bindings()).toBe(2);
  await until(site, () => handshakes.length === 2);
  // After the end of the first one.
  for (let quarter = 4; quarter <= 5; quarter += 1) await quarterOfAnHour(site, note);
  const before = await evaluationsOf(site);
  await site.measure('rr', 33);
  for (let tries = 0; tries < 200 && (await evaluationsOf(site)) === before; tries += 1) await until(site, () => true);
  expect(await evaluationsOf(site)).toBe(before + 1);
  // One and the same line: the loss of it would have been swept.
  expect(site.host.logged.filter((line) => line.includes('"reactivation"'))).toEqual([]);
  expect(await statusOf(site)).toEqual(['active']);
});

/** The line is heard of in it, as Medplum is every ten seconds; then a turn. */
async function quarterOfAnHour(site: Site, note: { readonly mock: { readonly calls: readonly unknown[] } }) {
  site.pass(15 * 60_000);
  const heard = note.mock.calls.length;
  await until(site, () => note.mock.calls.length > heard + 1);
  await site.caretaker.start();
}

/** Frames travel by themselves. */
async function until(site: Site, isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    await site.idle();
    if (isTrue()) return;
  }
  throw new Error('It did not come.');
}
