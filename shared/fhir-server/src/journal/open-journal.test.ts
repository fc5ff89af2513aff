import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { IndexedRepository } from '../repository/indexed-repository.ts';
import { labObservation, testOptions } from '../test-support.ts';
import { openStoreJournal, storeJournalFileName } from './open-store-journal.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'fhir-server-')), 'made-when-absent');
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const file = (): string => join(dataDir, storeJournalFileName);
const lines = (): readonly string[] => readFileSync(file(), 'utf8').split('\n').slice(0, -1);

function open(maxSupersededVersions = 100): { readonly repository: IndexedRepository; readonly close: () => void } {
  const journal = openStoreJournal(dataDir);
  return {
    repository: new IndexedRepository({ ...testOptions(), journal, maxSupersededVersions }),
    close: journal.close,
  };
}

describe('openStoreJournal', () => {
  test('state, versions, indexes and tombstones and history come back; the history that is no longer kept is compacted away', async () => {
    const first = open();
    await first.repository.updateResource(labObservation('a'));
    const changed = await first.repository.updateResource(labObservation('a', { status: 'amended' }));
    await first.repository.updateResource(labObservation('gone'));
    await first.repository.deleteResource('Observation', 'gone');
    expect(lines()).toHaveLength(4);
    first.close();

    const second = open(1);
    expect(lines()).toHaveLength(3);
    expect(second.repository.resources.readVersion('Observation', 'a', '2')).toEqual(changed);
    expect(() => second.repository.resources.readVersion('Observation', 'a', '1')).toThrow('Not found');
    expect(await second.repository.readResource('Observation', 'a')).toEqual(changed);
    expect(second.repository.searchByQuery('Observation', [['patient', 'p1']]).total).toBe(1);
    await expect(second.repository.readResource('Observation', 'gone')).rejects.toThrow('Gone');
    expect((await second.repository.updateResource(labObservation('gone'))).meta?.versionId).toBe('3');
    second.close();

    const third = open();
    expect((await third.repository.readResource('Observation', 'gone')).meta?.versionId).toBe('3');
    third.close();
  });

  test('a process that dies without closing loses nothing that was answered', async () => {
    await open().repository.updateResource(labObservation('a'));
    expect(open().repository.has('Observation', 'a')).toBe(true);
  });

  test.each([1, 20])('a last line cut off by %p bytes is dropped, and what follows is whole', async (missing) => {
    const first = open();
    await first.repository.updateResource(labObservation('a'));
    await first.repository.updateResource(labObservation('b'));
    first.close();
    truncateSync(file(), readFileSync(file()).length - missing);

    const second = open();
    expect([second.repository.has('Observation', 'a'), second.repository.has('Observation', 'b')]).toEqual([
      true,
      false,
    ]);
    await second.repository.updateResource(labObservation('c'));
    second.close();
    expect(lines().map((line) => JSON.parse(line).put.id)).toEqual(['a', 'c']);
  });

  test.each(['{"put":{"resourceType":"Observation"}}', 'not json', '{}'])(
    'damage in the middle is told, not skipped: %s',
    async (damage) => {
      const first = open();
      await first.repository.updateResource(labObservation('a'));
      first.close();
      appendFileSync(file(), `${damage}\n`);
      expect(() => open()).toThrow(expect.objectContaining({ code: 'store-failed', details: { line: 2 } }));
    },
  );

  test('a directory that cannot be made is store-failed', () => {
    writeFileSync(join(dataDir, '..', 'blocked'), '');
    expect(() => openStoreJournal(join(dataDir, '..', 'blocked', 'x'))).toThrow(
      expect.objectContaining({ code: 'store-failed' }),
    );
  });

  test('after close a write is refused and does not show', async () => {
    const { repository, close } = open();
    close();
    await expect(repository.updateResource(labObservation('a'))).rejects.toMatchObject({ code: 'store-failed' });
    expect(repository.has('Observation', 'a')).toBe(false);
  });
});
