import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeTestKey } from '../outbound/smart/testing/write-test-key.ts';
import { sourceProfiles } from '../subscriptions/source-profiles.ts';
import { readConfig } from './read-config.ts';
import schema from './config.schema.json' with { type: 'json' };

const text = readFileSync(new URL('./example.jsonc', import.meta.url), 'utf8').replaceAll(/^\s*\/\/.*$/gm, '');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cardwright-example-'));
  for (const name of ['tls', 'secrets']) mkdirSync(join(folder, name));
  const secrets = [
    'ward-server-key',
    'ward-server-hmac',
    'laboratory-key',
    'laboratory-key-before',
    'laboratory-header',
  ];
  for (const name of ['2026', '2027'])
    copyFileSync(writeTestKey('ES384'), join(folder, 'secrets', `smart-key-${name}.pem`));
  for (const name of secrets) writeFileSync(join(folder, 'secrets', name), `the secret ${name}\n`);
  const files = ['-keyout', join(folder, 'tls/key.pem'), '-out', join(folder, 'tls/certificate.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=example'];
  execFileSync('openssl', ['req', '-x509', ...key, ...files], { stdio: 'ignore' });
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the example of the documentation is a configuration that the host takes', () => {
  const path = join(folder, 'config.json');
  writeFileSync(path, text);
  expect(readConfig({ CARDWRIGHT_CONFIG: path })).toMatchObject({
    demo: false,
    port: 8443,
    sources: {
      'ward-server': {
        capabilities: sourceProfiles.medplum,
        authentication: {
          pathKey: { secrets: ['the secret ward-server-key'] },
          xSignature: { secrets: ['the secret ward-server-hmac'] },
        },
      },
      laboratory: {
        capabilities: { ...sourceProfiles['backport-r4'], heartbeatSeconds: 300 },
        authentication: {
          pathKey: { secrets: ['the secret laboratory-key', 'the secret laboratory-key-before'] },
          header: { name: 'X-Cardwright-Secret', secrets: ['the secret laboratory-header'] },
        },
        smart: { clientId: 'cardwright-at-hospital', keys: [{ kid: '2026' }, { kid: '2027' }] },
      },
      'outpatient-server': {
        manage: true,
        notifyBaseUrl: 'https://cds-internal.hospital.example.org',
        maxQuietMinutes: 240,
        authentication: { pathKey: { secrets: [] } },
      },
    },
    tls: { keyFile: join(folder, 'tls/key.pem') },
  });
});

test('it shows every top-level key and every limit', () => {
  const example: unknown = JSON.parse(text);
  expect(Object.keys(example ?? {}).sort()).toEqual(Object.keys(schema.properties).sort());
  expect(example).toHaveProperty(
    'limits',
    Object.fromEntries(
      Object.entries(schema.properties.limits.properties).map(([name, limit]) => [name, limit.default]),
    ),
  );
});

test('every property of the schema says what it is for', () => {
  const silent: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, child] of Object.entries(node)) {
      const isProperties = name === 'properties' && !/\/(if|then)$/.test(path);
      if (isProperties && typeof child === 'object' && child !== null)
        for (const [key, value] of Object.entries(child)) {
          if (typeof value !== 'object' || value === null || !('description' in value)) silent.push(`${path}/${key}`);
        }
      walk(child, `${path}/${name}`);
    }
  };
  walk(schema, '');
  expect(silent).toEqual([]);
});
