import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { readCase } from '../../testing/read-case.ts';
import { openSite, vitalChart, type Site, type SiteOptions } from '../testing/open-site.ts';
import { ofPatient } from '../testing/standing.ts';
import { sweepQuery } from './sweep-query.ts';
import { sweepSource } from './sweep-source.ts';
import { leaseMs, takeLease } from './take-lease.ts';

const open: Site[] = [];
// The services load once.
beforeAll(async () => (await openSite()).close(), 60_000);
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(open.splice(0).map((site) => site.close()));
});

/** Blocks of four, three blocks in a sweep. */
const size = { pageSize: 2, pagesAtOnce: 2, maxBlocks: 3, maxGrowth: 4 };
const query = 'Observation?';
const signal = () => AbortSignal.timeout(5_000);

function rateOf(patient: string): Resource {
  const rate = vitalChart().find(({ id }) => id === 'rr');
  if (rate === undefined) throw new Error('The chart has no rr.');
  return ofPatient(rate, patient);
}

/** One respiratory rate of each patient, stored one after the other, or in one instant. */
async function start(count: number, server: SiteOptions['server'] = {}): Promise<Site> {
  const chart = Array.from({ length: count }, (_, index) => rateOf(`p${String(index).padStart(2, '0')}`));
  const site = await openSite({ chart, server, source: { manage: false, overlapSeconds: 0 } });
  open.push(site);
  return site;
}

async function leaseOf({ host }: Site, owner = 'one') {
  const lease = await takeLease(host, 'ward', owner);
  if (lease === undefined) throw new Error('Somebody else has the lease.');
  return lease;
}
const known = async ({ host }: Site, count: number) => {
  const names = Array.from({ length: count }, (_, index) => `Observation/p${String(index).padStart(2, '0')}-rr`);
  return (await host.store.readSightings('ward', names)).length;
};
const woken = async ({ host }: Site) => (await host.store.inboxStatus()).work.waiting;

describe('more than one sweep may read', () => {
  test('it ends unfinished after its blocks, and each next one goes on where it stopped, until all is seen once', async () => {
    const site = await start(25);
    const lease = await leaseOf(site);
    const parts: (readonly [found: number, isDone: boolean])[] = [];
    for (let part = 0; part < 10 && parts.at(-1)?.[1] !== true; part += 1) {
      const { found, isDone } = await sweepQuery(site.host, site.source, lease, query, signal(), size);
      parts.push([found, isDone]);
    }
    // Each block but the first sees the newest of the one before again: 4 + 3 + 3, then 3 + 3 + 3, then the rest.
    expect(parts).toEqual([
      [10, false],
      [9, false],
      [6, true],
    ]);
    expect(await known(site, 25)).toBe(25);
    expect(await woken(site)).toBe(25);
  });

  test('what later parts of the first sweep find was not missed', async () => {
    const site = await start(25);
    const lease = await leaseOf(site);
    site.pass(600_000);
    await sweepQuery(site.host, site.source, lease, query, signal(), size);
    expect(await sweepQuery(site.host, site.source, lease, query, signal(), size)).toMatchObject({
      found: 9,
      missed: 0,
    });
    await sweepSource(site.host, site.source, lease, 'start', signal());
    site.server.repository.seed([rateOf('late')]);
    site.pass(600_000);
    const { missed } = await sweepSource(site.host, site.source, lease, 'schedule', signal());
    expect(missed).toBe(1);
  });
});

describe('many resources that changed in the same instant', () => {
  const instant = readCase('deterioration-news2', 'deteriorating.json').asOf;
  const sameInstant = { now: () => new Date(instant) };

  test('are seen all, in a block that grows', async () => {
    const site = await start(15, sameInstant);
    const report = await sweepQuery(site.host, site.source, await leaseOf(site), query, signal(), {
      ...size,
      maxBlocks: 10,
    });
    expect(report).toEqual({ found: 15, missed: 0, isDone: true });
    expect(await known(site, 15)).toBe(15);
  });

  test('of more than the largest block holds nothing is passed over in silence', async () => {
    const site = await start(17, sameInstant);
    const lease = await leaseOf(site);
    const sweep = () => sweepQuery(site.host, site.source, lease, query, signal(), { ...size, maxBlocks: 10 });
    await expect(sweep()).rejects.toMatchObject({ code: 'too-large' });
    // Nor at the next turn.
    await expect(sweep()).rejects.toMatchObject({ code: 'too-large' });
    expect(lease.state().marks[query]).toBe(Date.parse(instant));
  });
});

describe('a sweep that is cut short', () => {
  /** The process dies with its third search. */
  async function cutShort(site: Site): Promise<number> {
    const lease = await leaseOf(site, 'dies');
    const { search } = site.source.fhir;
    let searches = 0;
    jest.spyOn(site.source.fhir, 'search').mockImplementation((...asked) => {
      searches += 1;
      return searches > 2 ? Promise.reject(new Error('the process is killed')) : search(...asked);
    });
    await expect(sweepQuery(site.host, site.source, lease, query, signal(), size)).rejects.toThrow('killed');
    jest.restoreAllMocks();
    return Number(lease.state().marks[query]);
  }

  test('is gone on with from its mark by another process, when the lease has ended', async () => {
    const site = await start(25);
    const mark = await cutShort(site);
    expect(await known(site, 25)).toBe(7);
    expect(await takeLease(site.host, 'ward', 'another')).toBeUndefined();
    site.pass(leaseMs + 1);
    const search = jest.spyOn(site.source.fhir, 'search');
    const lease = await leaseOf(site, 'another');
    expect(lease.state().marks[query]).toBe(mark);
    const { found } = await sweepQuery(site.host, site.source, lease, query, signal(), { ...size, maxBlocks: 100 });
    expect(found).toBe(18);
    expect(search.mock.calls[0]?.[0]).toContain(`_lastUpdated=ge${new Date(mark).toISOString()}`);
    expect(await woken(site)).toBe(25);
  });

  test('between what it woke and its mark finds that again, and wakes nobody twice', async () => {
    const site = await start(25);
    const lease = await leaseOf(site, 'dies');
    jest.spyOn(site.host.store, 'writeState').mockRejectedValueOnce(new Error('the process is killed'));
    await expect(sweepQuery(site.host, site.source, lease, query, signal(), size)).rejects.toThrow('killed');
    expect([await known(site, 25), lease.state().marks[query]]).toEqual([4, undefined]);
    site.pass(leaseMs + 1);
    const another = await leaseOf(site, 'another');
    const all = { ...size, maxBlocks: 100 };
    expect((await sweepQuery(site.host, site.source, another, query, signal(), all)).found).toBe(21);
    expect(await woken(site)).toBe(25);
  });

  test('by a process that only was thought dead: its next mark is not taken', async () => {
    const site = await start(25);
    const late = await leaseOf(site, 'late');
    site.pass(leaseMs + 1);
    await sweepQuery(site.host, site.source, await leaseOf(site, 'another'), query, signal(), size);
    await expect(sweepQuery(site.host, site.source, late, query, signal(), size)).rejects.toMatchObject({
      code: 'store-failed',
    });
  });
});
