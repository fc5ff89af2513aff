import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { readSwitches } from '../config/service-switches.ts';
import { runCommand } from './run-command.ts';

let folder: string;
let printed: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cardwright-cli-'));
  printed = '';
  process.env['CARDWRIGHT_DATA_DIR'] = folder;
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  delete process.env['CARDWRIGHT_DATA_DIR'];
  rmSync(folder, { recursive: true });
});

function file(content: unknown): string {
  const path = join(folder, 'config.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}
const code = (promise: Promise<number>) => promise.catch((error: unknown) => Reflect.get(Object(error), 'code'));

describe('cardwright config check', () => {
  test('a valid file: 0 and what it says', async () => {
    const path = file({ services: { 'warfarin-dose': { status: 'silent' } } });
    expect(await runCommand(['config', 'check', path])).toBe(0);
    expect(printed).toContain('warfarin-dose: silent');
  });
  test('an invalid file: 1 and each problem with its path', async () => {
    expect(await runCommand(['config', 'check', file({ limits: { deadlineMs: 1 }, zebra: 1 })])).toBe(1);
    expect(printed).toContain('/limits/deadlineMs: expected to be >= 50');
    expect(printed).toContain('unknown key "zebra"');
  });
  test.each([[['config']], [['config', 'check']], [['config', 'check', 'no-such-file']]])(
    '%j is an error',
    async (args) => {
      expect(await code(runCommand(args))).toBe('bad-argument');
    },
  );
});

describe('cardwright service', () => {
  test('off, status, on', async () => {
    expect(await runCommand(['service', 'off', 'warfarin-dose'])).toBe(0);
    expect(Object.keys(readSwitches(folder))).toEqual(['warfarin-dose']);
    await runCommand(['service', 'off', 'cvd-risk-prevent']);
    printed = '';
    await runCommand(['service', 'status']);
    expect(printed).toMatch(/warfarin-dose\toff since 20/);
    expect(printed).toContain('deterioration-news2\ton');
    await runCommand(['service', 'on', 'warfarin-dose']);
    expect(Object.keys(readSwitches(folder))).toEqual(['cvd-risk-prevent']);
  });
  test.each([
    [['service'], 'bad-argument'],
    [['service', 'off'], 'bad-argument'],
    [['service', 'off', 'nothing'], 'unknown-service'],
    [['service', 'status', 'x'], 'bad-argument'],
  ])('%j is an error', async (args, expected) => {
    expect(await code(runCommand(args))).toBe(expected);
  });
});
