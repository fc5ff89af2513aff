import { expect, test } from '@jest/globals';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection } from './open-connection.ts';
import { newKey } from './own-key.ts';
import { startCheckpoints } from './start-checkpoints.ts';

test('what was committed reaches the file while the writer stays open', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'cardwright-store-')), 'store.db');
  const database = openConnection({ file, busyTimeoutMs: 500, synchronous: 'NORMAL', keys: [newKey('test')] });
  database.exec('CREATE TABLE big (body TEXT)');
  database.prepare('INSERT INTO big VALUES (?)').run('x'.repeat(200_000));
  expect(statSync(file).size).toBeLessThan(200_000);
  const checkpoints = startCheckpoints(file);
  for (let waits = 0; waits < 100 && statSync(file).size < 200_000; waits += 1) await sleep(50);
  expect(statSync(file).size).toBeGreaterThan(200_000);
  await checkpoints.stop();
  database.close();
});
