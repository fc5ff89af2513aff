import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { disableTelemetry } from '@cardwright/scoring';
import { trialFolders, trialId, trialLoader, type TrialFolders } from './testing/trial-folder.ts';
import { createVersionPool, type VersionPool } from './version-pool.ts';

disableTelemetry();
let folders: TrialFolders;
let loader: ReturnType<typeof trialLoader>;
let pool: VersionPool;
beforeEach(() => {
  folders = trialFolders();
  loader = trialLoader();
  pool = createVersionPool({ directory: folders.drop, load: loader.load, builtIn: new Set(['built-in-service']) });
});
afterEach(async () => {
  await pool.close();
  expect(loader.open()).toBe(0);
  folders.clean();
});

const seen = () =>
  pool
    .versions()
    .map(({ label, loaded, isCurrent }) => `${label} ${loaded.service.manifest.title}${isCurrent ? '' : ' (gone)'}`);
const twice = async () => [await pool.look(), await pool.look()];

test('the first look loads all there is, a later one what has kept still', async () => {
  folders.put('spring', 'Spring');
  expect(await pool.look()).toBe(true);
  expect(seen()).toEqual(['spring Spring']);
  expect(await pool.look()).toBe(false);
  folders.put('summer', 'Summer');
  expect(await twice()).toEqual([false, true]);
  expect(seen()).toEqual(['spring Spring', 'summer Summer']);
  expect(new Set(pool.versions().map(({ loaded }) => loaded.version)).size).toBe(2);
});

test('a folder that is replaced is another version; the one before is there until nobody uses it', async () => {
  folders.put('lone', 'One');
  await pool.look();
  const [first] = pool.versions();
  folders.put('lone', 'Two');
  expect(await twice()).toEqual([false, true]);
  expect(seen()).toEqual(['current Two', 'current One (gone)']);
  if (first === undefined) throw new Error('no version');
  pool.keepOnly(new Set([first.loaded]));
  expect(seen()).toHaveLength(2);
  const letGo = first.loaded.hold();
  pool.keepOnly(new Set());
  expect(seen()).toEqual(['current Two']);
  expect(loader.open()).toBe(2);
  letGo();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(loader.open()).toBe(1);
});

test('a version whose golden vectors fail changes nothing and is told', async () => {
  folders.put('lone', 'One');
  await pool.look();
  folders.put('lone', 'Two', { isBroken: true });
  expect(await twice()).toEqual([false, true]);
  expect(seen()).toEqual(['current One']);
  expect(pool.problems()).toMatchObject([{ service: trialId, label: 'current', code: 'model-golden-mismatch' }]);
  expect(await pool.look()).toBe(false);
  folders.put('lone', 'Three');
  await twice();
  expect(pool.problems()).toEqual([]);
});

test('what is removed is there until nobody uses it', async () => {
  folders.put('spring', 'Spring');
  await pool.look();
  folders.remove('spring');
  expect(await pool.look()).toBe(true);
  expect(seen()).toEqual(['spring Spring (gone)']);
  pool.keepOnly(new Set());
  expect(seen()).toEqual([]);
});

test('a folder whose service.json has another id, or a built-in one, is refused', async () => {
  const other = createVersionPool({ directory: folders.drop, load: loader.load, builtIn: new Set([trialId]) });
  folders.put('lone', 'One');
  await other.look();
  expect(other.versions()).toEqual([]);
  expect(other.problems()).toMatchObject([{ code: 'bad-service', message: expect.stringContaining('built in') }]);
});

test('a folder that is a link out of the directory is refused, one within it is followed', async () => {
  folders.put('lone', 'One');
  const elsewhere = mkdtempSync(join(tmpdir(), 'cardwright-elsewhere-'));
  cpSync(join(folders.drop, trialId), join(elsewhere, 'outside'), { recursive: true });
  symlinkSync(join(elsewhere, 'outside'), join(folders.drop, 'outside'));
  mkdirSync(join(folders.drop, '.data'));
  renameSync(join(folders.drop, trialId), join(folders.drop, '.data', trialId));
  symlinkSync(join(folders.drop, '.data', trialId), join(folders.drop, trialId));
  await pool.look();
  expect(seen()).toEqual(['current One']);
  expect(pool.problems()).toMatchObject([{ service: 'outside', message: expect.stringContaining('leads out') }]);
  rmSync(elsewhere, { recursive: true });
});
