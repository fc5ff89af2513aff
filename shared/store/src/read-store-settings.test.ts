import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readStoreSettings } from './read-store-settings.ts';

const url = 'postgres://user:password@host:5432/database';

test('the URL of the database comes from the environment or from a file, and its end of line is not part of it', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'cardwright-url-')), 'database-url');
  writeFileSync(file, `${url}\n`);
  expect(readStoreSettings({ DATABASE_URL: url })).toEqual({ databaseUrl: url });
  expect(readStoreSettings({ DATABASE_URL_FILE: file })).toEqual({ databaseUrl: url });
  expect(readStoreSettings({ DATABASE_URL: '', DATABASE_URL_FILE: '' })).toEqual({});
});

test.each([{ DATABASE_URL: url, DATABASE_URL_FILE: '/url' }, { DATABASE_URL_FILE: '/there/is/none' }])(
  'refuses %j',
  (environment) => {
    expect(() => readStoreSettings(environment)).toThrow(expect.objectContaining({ code: 'bad-argument' }));
  },
);
