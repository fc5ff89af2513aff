import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { formatKey, newKey, openStore, ownKeyFile, type Store } from '@cardwright/store';
import { runCommand } from './run-command.ts';

const canary = 'Canarywell';
const timing = { nowMs: 1, debounceMs: 0, maxWaitMs: 0 };
const variables = ['CARDWRIGHT_DATA_DIR', 'CARDWRIGHT_CONFIG', 'CARDWRIGHT_STORE_KEYS'];
let folder: string;
let printed: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cardwright-cli-'));
  process.env['CARDWRIGHT_DATA_DIR'] = folder;
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  variables.forEach((name) => Reflect.deleteProperty(process.env, name));
  rmSync(folder, { recursive: true });
});

const code = (promise: Promise<number>) => promise.catch((error: unknown) => Reflect.get(Object(error), 'code'));
/** Runs a command and reads its report. */
async function run(...args: readonly string[]): Promise<unknown> {
  printed = '';
  expect(await runCommand(args)).toBe(0);
  return JSON.parse(printed);
}
async function withStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ dataDirectory: folder });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
const feedback = (n: number, receivedAt: string) => ({
  service: 's',
  card: `c${n}`,
  outcome: 'accepted',
  receivedAt,
  body: { note: canary },
});
const event = (key: string, source = 'ward') => ({
  source,
  key,
  receivedAtMs: 1000,
  body: Buffer.from(`{"name":"${canary}"}`),
  attributes: { path: canary },
});

/** One dead, one quarantined and one waiting notification, and dead work. */
const writeInbox = () =>
  withStore(async (store) => {
    for (const key of ['a', 'b']) await store.acceptEvent(event(key));
    await store.acceptEvent(event('c', 'lab'));
    await store.acceptEvent({ ...event('d'), receivedAtMs: 9e12 });
    const [a, b, c] = (await store.takeEvents(3, 1000)).map(({ id }) => id);
    await store.failEvent(a ?? 0, 'fhir-unreachable', undefined);
    await store.quarantineEvent(b ?? 0, 'bad-json');
    await store.quarantineEvent(c ?? 0, 'bad-json');
    await store.wakePatients([{ source: 'ward', patient: canary, services: ['s'] }], timing);
    const [work] = await store.takeWork(1, 1);
    if (work !== undefined) await store.failWork(work, 'fhir-refused', undefined);
    return { a, b, c };
  });

describe('cardwright store', () => {
  test('export writes a private file of one record a line, opened, and never over another', async () => {
    await withStore((store) =>
      store.recordFeedback([feedback(1, '2026-01-01T00:00:00Z'), feedback(2, '2026-02-01T00:00:00Z')]),
    );
    const out = join(folder, 'out.ndjson');
    expect(await runCommand(['store', 'export', '--out', out, '--from', '2026-01-15T00:00:00Z'])).toBe(0);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const lines = readFileSync(out, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { table: 'feedback', card: 'c2', body: { note: canary } },
    ]);
    expect(printed).toBe('');
    expect(await code(runCommand(['store', 'export', '--out', out]))).toBe('bad-argument');
  });

  test('export refuses a terminal, unless it is told to', async () => {
    await withStore((store) => store.recordFeedback([feedback(1, '2026-01-01T00:00:00Z')]));
    const before = process.stdout.isTTY;
    process.stdout.isTTY = true;
    try {
      expect(await code(runCommand(['store', 'export']))).toBe('bad-argument');
      expect(printed).toBe('');
      expect(await runCommand(['store', 'export', '--force', '--table', 'feedback'])).toBe(0);
      expect(printed).toContain(canary);
    } finally {
      process.stdout.isTTY = before;
    }
  });

  test('purge enforces the retention of the configuration', async () => {
    const recently = new Date(Date.now() - 86_400_000).toISOString();
    await withStore((store) => store.recordFeedback([feedback(1, '2020-01-01T00:00:00Z'), feedback(2, recently)]));
    expect(await run('store', 'purge')).toMatchObject({ feedback: 0 });
    process.env['CARDWRIGHT_CONFIG'] = join(folder, 'config.json');
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ retention: { feedbackDays: 30 } }));
    expect(await run('store', 'purge')).toMatchObject({ feedback: 1 });
    expect(await withStore((store) => store.readFeedback('c2'))).toHaveLength(1);
  });

  test('migrate says from which version to which', async () => {
    expect(await run('store', 'migrate')).toMatchObject({ database: 'sqlite', before: 0, after: expect.any(Number) });
    const again = await run('store', 'migrate');
    expect(Reflect.get(Object(again), 'before')).toBe(Reflect.get(Object(again), 'after'));
  });

  test('rotate seals everything with the newest key; the former one can go', async () => {
    await withStore((store) => store.recordFeedback(Array.from({ length: 450 }, (_, n) => feedback(n, 't'))));
    process.env['CARDWRIGHT_STORE_KEYS'] = formatKey(newKey('may-2026'));
    expect(await run('store', 'rotate')).toEqual({ resealed: 450 });
    expect(await run('store', 'rotate')).toEqual({ resealed: 0 });
    rmSync(join(folder, ownKeyFile));
    expect(await runCommand(['store', 'export', '--table', 'feedback', '--force'])).toBe(0);
    delete process.env['CARDWRIGHT_STORE_KEYS'];
    expect(await code(runCommand(['store', 'rotate']))).toBe('store-key');
  });

  test('backup and restore', async () => {
    await withStore((store) => store.recordFeedback([feedback(1, 't')]));
    const backup = join(folder, 'backup.db');
    expect(await run('store', 'backup', backup)).toMatchObject({ keys: expect.stringContaining('not in the backup') });
    await withStore((store) => store.recordFeedback([feedback(2, 't')]));
    expect(await code(runCommand(['store', 'restore', backup]))).toBe('bad-argument');
    expect(await run('store', 'restore', backup, '--force')).toMatchObject({ former: expect.stringContaining(folder) });
    expect(await withStore((store) => store.readFeedback('c1'))).toHaveLength(1);
    expect(await withStore((store) => store.readFeedback('c2'))).toHaveLength(0);
  });

  test('sweep: a wish for whoever cares for the source, and whether somebody does', async () => {
    const place = { collection: 'sweep', source: 'demo', key: 'care' } as const;
    const care = { owner: 'a-process', marks: {}, historyMarks: {} };
    await withStore((store) => store.writeState(place, { ...care, untilMs: 0 }, undefined));
    expect(await run('inbox', 'sweep', '--source', 'demo')).toEqual({ source: 'demo', ask: 1, isCaredFor: false });
    await withStore((store) => store.writeState(place, { ...care, untilMs: Date.now() + 60_000 }, 1));
    expect(await run('inbox', 'sweep', '--source', 'demo')).toEqual({ source: 'demo', ask: 2, isCaredFor: true });
  });

  test('sweep: a source of the configuration need not have been cared for', async () => {
    await withStore(async () => undefined);
    process.env['CARDWRIGHT_CONFIG'] = join(folder, 'config.json');
    const sources = { ward: { profile: 'r4', fhirServer: 'https://ehr.example.org/fhir', manage: true } };
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ sources }));
    expect(await run('inbox', 'sweep', '--source', 'ward')).toMatchObject({ ask: 1, isCaredFor: false });
  });

  test.each([
    [[]],
    [['burn']],
    [['purge', 'now']],
    [['backup']],
    [['restore', 'no-such-file']],
    [['export', '--table', 'zebra', '--force']],
    [['export', '--from', 'yesterday', '--force']],
  ])('%j is an error', async (args) => {
    await withStore(async () => undefined);
    expect(await code(runCommand(['store', ...args]))).toBe('bad-argument');
  });

  test('nothing is made where there is no store', async () => {
    for (const args of [
      ['store', 'purge'],
      ['store', 'export', '--force'],
      ['store', 'backup', 'x'],
      ['inbox', 'list'],
    ])
      expect(await code(runCommand(args))).toBe('bad-argument');
  });
});

describe('cardwright inbox', () => {
  test('list: what was given up or cannot be read, and dead work; nothing of a patient', async () => {
    const { a, b, c } = await writeInbox();
    expect(await run('inbox', 'list')).toMatchObject({
      events: [
        { id: a, state: 'dead', source: 'ward', lastError: 'fhir-unreachable', receivedAt: '1970-01-01T00:00:01.000Z' },
        { id: c, state: 'quarantined', source: 'lab' },
        { id: b, state: 'quarantined', source: 'ward', lastError: 'bad-json' },
      ],
      work: [{ source: 'ward', services: ['s'], attempts: 1, lastError: 'fhir-refused' }],
    });
    expect(printed).not.toContain(canary);
    expect(await run('inbox', 'list', '--source', 'lab')).toMatchObject({ events: [{ id: c }], work: [] });
    expect(await run('inbox', 'list', '--state', 'waiting')).toMatchObject({ events: [{ attempts: 0 }], work: [] });
  });

  test('show: what is known of one; its body only where it is asked for', async () => {
    const { b } = await writeInbox();
    expect(await run('inbox', 'show', String(b))).toMatchObject({ id: b, state: 'quarantined', bodyBytes: 21 });
    expect(printed).not.toContain(canary);
    expect(await run('inbox', 'show', String(b), '--body')).toMatchObject({ key: 'b', body: `{"name":"${canary}"}` });
  });

  test('requeue: by id, or all of them with the dead work', async () => {
    const { a } = await writeInbox();
    expect(await run('inbox', 'requeue', String(a), '999')).toEqual({ events: 1, work: 0 });
    expect(await run('inbox', 'requeue', '--all', '--source', 'lab')).toEqual({ events: 1, work: 0 });
    expect(await run('inbox', 'requeue', '--all')).toEqual({ events: 1, work: 1 });
    const { events, work } = await withStore((store) => store.inboxStatus());
    expect({ events, work }).toMatchObject({
      events: { waiting: 4, dead: 0, quarantined: 0 },
      work: { waiting: 1, dead: 0 },
    });
  });

  test('discard: by id, or all of them; their bodies are gone', async () => {
    const { b } = await writeInbox();
    expect(await run('inbox', 'discard', String(b))).toEqual({ events: 1 });
    expect(await run('inbox', 'show', String(b))).toMatchObject({ state: 'done', bodyBytes: 0 });
    expect(await run('inbox', 'discard', '--all')).toEqual({ events: 2 });
    expect((await withStore((store) => store.inboxStatus())).events).toMatchObject({ done: 3, waiting: 1 });
  });

  test.each([
    [[]],
    [['burn']],
    [['show']],
    [['show', '99']],
    [['show', 'x']],
    [['requeue']],
    [['requeue', '1', '--all']],
    [['list', '--state', 'zebra']],
    [['sweep']],
    [['sweep', '--source', 'nobody']],
    [['sweep', '--source', 'ward', '--all']],
  ])('%j is an error', async (args) => {
    await withStore(async () => undefined);
    expect(await code(runCommand(['inbox', ...args]))).toBe('bad-argument');
  });
});
