import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { openSite, type Site } from '../testing/open-site.ts';

const open: Site[] = [];
beforeAll(async () => (await openSite()).close(), 60_000);
afterEach(async () => {
  for (const site of open.splice(0)) await site.close();
});

const profile = 'medplum-websocket';
async function start(): Promise<Site> {
  const site = await openSite({ source: { profile }, server: { restHookStyle: 'medplum' } });
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

test('a binding is made anew before it ends', async () => {
  const site = await start();
  await site.turn();
  await accepted(site, 1);
  for (let minute = 0; minute < 60; minute += 15) {
    site.pass(15 * 60_000);
    await site.turn();
  }
  await site.measure('rr', 33);
  const before = await evaluationsOf(site);
  await site.idle();
  expect(await evaluationsOf(site)).toBeGreaterThanOrEqual(before);
  expect(await statusOf(site)).toEqual(['active']);
});
