import { expect, test } from '@jest/globals';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres } from './find-postgres.ts';

const nowhere = mkdtempSync(join(tmpdir(), 'cardwright-nowhere-'));

test('the programs are found in PATH', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cardwright-programs-'));
  for (const program of ['initdb', 'postgres']) {
    writeFileSync(join(folder, program), '#!/bin/sh\n');
    chmodSync(join(folder, program), 0o755);
  }
  expect(findPostgres({ PATH: `${nowhere}:${folder}` }, nowhere)).toBe(folder);
});

test('absent they are not found, and an error where they must be there', () => {
  expect(findPostgres({ PATH: nowhere }, nowhere)).toBeUndefined();
  expect(() => findPostgres({ PATH: nowhere, CARDWRIGHT_REQUIRE_POSTGRES: '1' }, nowhere)).toThrow(/not installed/);
});
