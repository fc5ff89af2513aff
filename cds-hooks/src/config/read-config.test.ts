import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import { defaultLimits } from './default-limits.ts';
import { sourceProfiles } from '../subscriptions/source-profiles.ts';
import schema from './config.schema.json' with { type: 'json' };
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
const pathKey = { secrets: ['k'.repeat(20)] };
const source = { fhirServer: 'https://fhir.example.org', criteria: 'Observation?', authentication: { pathKey } };

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
  const named = (...secretFiles: string[]) => ({
    sources: { ward: { ...source, authentication: { pathKey, xSignature: { secretFiles } } } },
  });
  const where = '/sources/ward/authentication/xSignature/secretFiles';
  expect(withFile(named('hmac')).sources['ward']?.authentication.xSignature?.secrets).toEqual([secret]);
  expect(problemsOf(named('hmac', 'short'))).toEqual([`${where}/1: the file holds fewer than 16 characters`]);
  expect(problemsOf(named('missing'))).toEqual([`${where}/0: the file cannot be read`]);
});

describe('a source', () => {
  test('has the capabilities of its profile and what the site overrides', () => {
    const { sources } = withFile({
      sources: {
        plain: source,
        hapi: {
          ...source,
          profile: 'hapi',
          capabilities: { hasHistory: false, heartbeatSeconds: 30 },
          ratePerMinute: 10,
        },
      },
    });
    expect(sources['plain']).toMatchObject({ profile: 'r4', capabilities: sourceProfiles.r4, ratePerMinute: 60_000 });
    expect(sources['hapi']).toMatchObject({
      profile: 'hapi',
      capabilities: { ...sourceProfiles.hapi, hasHistory: false, heartbeatSeconds: 30 },
      ratePerMinute: 10,
    });
  });

  test('the schema lists every profile, and the default that is used', () => {
    const { profile } = schema.properties.sources.additionalProperties.properties;
    expect(profile.enum).toEqual(Object.keys(sourceProfiles));
    expect(withFile({ sources: { plain: source } }).sources['plain']?.profile).toBe(profile.default);
  });

  test('every capability can be overridden', () => {
    const { capabilities } = schema.properties.sources.additionalProperties.properties;
    const known = new Set(Object.values(sourceProfiles).flatMap((profile) => Object.keys(profile)));
    expect(Object.keys(capabilities.properties).sort()).toEqual([...known].sort());
  });
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
    [
      'a source without authentication',
      { sources: { s: { fhirServer: 'https://fhir.example.org', criteria: 'Observation?' } } },
      '/sources/s: expected "authentication", or "manage"',
    ],
    [
      'a source that we are to manage and cannot',
      { sources: { s: { ...source, manage: true, profile: 'athenahealth' } } },
      '/sources/s/manage: this profile has no Subscription',
    ],
    [
      'topic-based Subscriptions without a topic',
      { sources: { s: { ...source, manage: true, profile: 'backport-r4' } } },
      '/sources/s/topics: expected the topic',
    ],
    [
      'a source without a path key',
      { sources: { s: { ...source, authentication: { xSignature: pathKey } } } },
      '/sources/s/authentication: expected the key "pathKey"',
    ],
    [
      'secrets in two places',
      { sources: { s: { ...source, authentication: { pathKey: { ...pathKey, secretFiles: ['a'] } } } } },
      '/sources/s/authentication/pathKey: expected exactly one of "secrets", "secretFiles"',
    ],
    [
      'three secrets',
      {
        sources: {
          s: { ...source, authentication: { pathKey: { secrets: ['a', 'b', 'c'].map((x) => x.repeat(16)) } } },
        },
      },
      '/sources/s/authentication/pathKey/secrets: expected to NOT have more than 2 items',
    ],
    [
      'a profile',
      { sources: { s: { ...source, profile: 'epic' } } },
      '/sources/s/profile: expected one of "r4", "hapi"',
    ],
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

describe('role and store', () => {
  test('everything in one process with the embedded store, where nothing is said', () => {
    expect(readConfig({})).toMatchObject({ role: 'all', store: {} });
  });

  test.each(['api', 'worker'])('ROLE=%s with the embedded store or without a file is refused', (role) => {
    expect(() => readConfig({ ROLE: role })).toThrow(/needs DATABASE_URL/);
    const url = 'postgres://u:secret-word@h/d';
    expect(() => readConfig({ ROLE: role, DATABASE_URL: url })).toThrow(/needs a configuration file/);
  });

  test('another word is no role', () => {
    expect(() => readConfig({ ROLE: 'both' })).toThrow(expect.objectContaining({ code: 'bad-argument' }));
  });
});
