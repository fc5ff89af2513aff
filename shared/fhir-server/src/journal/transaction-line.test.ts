import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { IndexedRepository } from '../repository/indexed-repository.ts';
import { labObservation, testOptions } from '../test-support.ts';
import { openStoreJournal, storeJournalFileName } from './open-store-journal.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'fhir-server-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const file = (): string => join(dataDir, storeJournalFileName);
const open = (): IndexedRepository => new IndexedRepository({ ...testOptions(), journal: openStoreJournal(dataDir) });

test('a transaction is one line: cut off anywhere, nothing of it is there', () => {
  const { resources } = open();
  resources.update(labObservation('before'));
  resources.atomically(() => {
    resources.update(labObservation('a'));
    resources.remove('Observation', 'before');
  });
  expect(readFileSync(file(), 'utf8').split('\n')).toHaveLength(3);
  truncateSync(file(), readFileSync(file()).length - 10);

  const again = open();
  expect([again.has('Observation', 'a'), again.has('Observation', 'before')]).toEqual([false, true]);
});

test('a whole transaction comes back whole, and a damaged one is told', () => {
  const { resources } = open();
  resources.atomically(() => ['a', 'b'].forEach((id) => resources.update(labObservation(id))));
  const again = open();
  expect(['a', 'b'].map((id) => again.has('Observation', id))).toEqual([true, true]);
  appendFileSync(file(), '{"transaction":[{"put":{}}]}\n');
  expect(() => open()).toThrow(expect.objectContaining({ code: 'store-failed' }));
});
