import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import { defaultLimits } from './default-limits.ts';
import { readConfig } from './read-config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cardwright-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function withFile(content: unknown, env: Readonly<Record<string, string>> = {}) {
  const path = join(folder, 'config.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readConfig({ CARDWRIGHT_CONFIG: path, ...env });
}

function problemsOf(content: unknown, env: Readonly<Record<string, string>> = {}): readonly string[] {
  try {
    withFile(content, env);
    return [];
  } catch (error) {
    if (!(error instanceof CardwrightError)) throw error;
    expect(error.code).toBe('bad-argument');
    const { problems } = error.details;
    return Array.isArray(problems) ? problems.map(String) : [error.message];
  }
}

const client = { issuer: 'https://ehr.example.org', jwksUrl: 'https://ehr.example.org/jwks' };
const approved = { status: 'active', approvedBy: 'Committee', approvedOn: '2026-02-01' };
const source = { fhirServer: 'https://fhir.example.org', criteria: 'Observation?' };

test('without a file it is demo mode with the defaults of the schema', () => {
  expect(readConfig({})).toMatchObject({
    demo: true,
    host: '127.0.0.1',
    port: 3000,
    limits: defaultLimits,
    cors: { origins: ['*'] },
    site: { timeZone: 'UTC', displayUnits: 'conventional' },
  });
});

test('an empty file is not demo mode', () => {
  expect(withFile({})).toMatchObject({ demo: false, services: {}, clients: {} });
});

test('the environment wins over listen; limits keep the defaults that the file leaves alone', () => {
  const file = { listen: { host: 'localhost', port: 4000 }, limits: { deadlineMs: 900 } };
  expect(withFile(file)).toMatchObject({ host: 'localhost', port: 4000 });
  expect(withFile(file, { PORT: '0' }).port).toBe(0);
  expect(withFile(file).limits).toEqual({ ...defaultLimits, deadlineMs: 900 });
});

test('secrets come from files beside the configuration, trimmed, and no message echoes them', () => {
  const secret = 'canary-secret-0123456789';
  writeFileSync(join(folder, 'hmac'), `${secret}\n`);
  writeFileSync(join(folder, 'short'), 'canary');
  const named = (hmacSecretFile: string) => ({
    sources: { ward: { ...source, key: 'k'.repeat(20), hmacSecretFile } },
  });
  expect(withFile(named('hmac')).sources['ward']?.hmacSecret).toBe(secret);
  expect(problemsOf(named('short'))).toEqual(['/sources/ward/hmacSecretFile: the file holds fewer than 16 characters']);
  expect(problemsOf(named('missing'))).toEqual(['/sources/ward/hmacSecretFile: the file cannot be read']);
});

describe('every problem names its path and what was expected', () => {
  test.each<[string, unknown, string]>([
    ['a slip in a key', { limits: { dedlineMs: 5 } }, '/limits: unknown key "dedlineMs"; did you mean "deadlineMs"?'],
    ['an unknown key', { zebra: 1 }, '/: unknown key "zebra"'],
    ['a type', { limits: { deadlineMs: 'fast' } }, '/limits/deadlineMs: expected integer'],
    ['a bound', { limits: { deadlineMs: 1 } }, '/limits/deadlineMs: expected to be >= 50'],
    ['a word', { services: { 'cvd-risk-prevent': { status: 'on' } } }, 'expected one of "draft", "silent"'],
    [
      'no approval',
      { services: { 'cvd-risk-prevent': { status: 'active' } } },
      '/services/cvd-risk-prevent: expected the key "approvedBy"',
    ],
    [
      'a day that is none',
      { services: { 'cvd-risk-prevent': { ...approved, approvedOn: '2026-02-30' } } },
      '/services/cvd-risk-prevent/approvedOn: expected a day of the calendar',
    ],
    ['an unknown service', { services: { 'cvd-risk-prevnt': approved } }, 'did you mean "cvd-risk-prevent"?'],
    [
      'HMAC',
      { clients: { a: { ...client, algorithms: ['HS256'] } } },
      '/clients/a/algorithms/0: expected one of "ES384"',
    ],
    [
      'no signature',
      { clients: { a: { ...client, algorithms: ['none'] } } },
      '/clients/a/algorithms/0: expected one of',
    ],
    ['no keys', { clients: { a: { issuer: 'x' } } }, 'expected exactly one of "jwksUrl", "jwks", "jku"'],
    ['two key sources', { clients: { a: { ...client, jku: ['https://x.example'] } } }, 'expected exactly one of'],
    [
      'a private key',
      { clients: { a: { issuer: 'x', jwks: { keys: [{ kty: 'EC', d: 'canary' }] } } } },
      '/clients/a/jwks: holds a private key',
    ],
    ['an issuer twice', { clients: { a: client, b: client } }, '/clients/b/issuer: is also the issuer of "a"'],
    ['a proxy without an address', { trustProxy: true }, '/trustProxy: expected "publicBaseUrl" too'],
    ['a public http address', { publicBaseUrl: 'http://cds.example.org' }, '/publicBaseUrl: expected https'],
    ['a zone', { site: { timeZone: 'Europe/Amsterdan' } }, 'did you mean "Europe/Amsterdam"?'],
    ['an offset for a zone', { site: { timeZone: '+01:00' } }, '/site/timeZone: expected an IANA time zone'],
    [
      'no certificate',
      { tls: { certificateFile: 'a', keyFile: 'b' } },
      '/tls/certificateFile: the file cannot be read',
    ],
    ['a source without a key', { sources: { s: source } }, 'expected exactly one of "key", "keyFile"'],
    [
      'a value set',
      {
        services: {
          'cvd-risk-prevent': { ...approved, overlay: { valueSets: { lipids: [{ system: 'x', code: 'y' }] } } },
        },
      },
      '/services/cvd-risk-prevent/overlay/valueSets/lipids: is no value set of this service; there are',
    ],
    [
      'a feature',
      { services: { 'cvd-risk-prevent': { ...approved, overlay: { windows: { total_cc: { days: 5 } } } } } },
      'did you mean "total_c"?',
    ],
  ])('%s', (_, file, problem) => {
    expect(problemsOf(file).join('\n')).toContain(problem);
    expect(problemsOf(file).join('\n')).not.toContain('canary');
  });

  test('beyond loopback TLS ends somewhere', () => {
    expect(problemsOf({}, { HOST: '0.0.0.0' })).toEqual([expect.stringContaining('/listen/host')]);
    const proxied = { trustProxy: true, publicBaseUrl: 'https://cds.example.org/' };
    expect(withFile(proxied, { HOST: '0.0.0.0' }).publicBaseUrl).toBe('https://cds.example.org');
  });

  test('all problems at once', () => {
    expect(problemsOf({ zebra: 1, limits: { deadlineMs: 'x' } })).toHaveLength(2);
  });

  test('not JSON', () => expect(problemsOf('{').join()).toContain('cannot be read as JSON'));
  test('no file', () =>
    expect(() => readConfig({ CARDWRIGHT_CONFIG: join(folder, 'none') })).toThrow(/cannot be read/));
  test('a port', () => expect(() => readConfig({ PORT: 'x' })).toThrow(/PORT/));
});
