import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createTestFhir, createTestHost } from '../testing/test-host.ts';
import { sourceKey, testSource } from '../testing/test-source.ts';
import type { SourceAuthentication, SecretsFile } from '../config/config.ts';

const secret = 'a-secret-of-the-source';
const other = 'another-secret-of-it';
const pathKey = { secrets: [sourceKey] };
const fhir = createTestFhir([]);
const raw = Buffer.from('{"value":1.0}');
const hmac = (key = secret, body = raw) => createHmac('sha256', key).update(body).digest('hex');

/** A host with one source `ward` that asks for these proofs besides the key, and what it says to a notification. */
async function hostWith(proofs: Partial<SourceAuthentication<SecretsFile>>) {
  const sources = [testSource(fhir, { authentication: { pathKey, ...proofs } })];
  const host = await createTestHost({ only: [], sources });
  const judge = async (headers: Readonly<Record<string, string>>, given: Partial<Given> = {}) => {
    const credentials = { source: 'ward', key: sourceKey, rawBody: raw, ...given };
    const header = (name: string) => headers[name.toLowerCase()];
    try {
      return (await host.authenticateSource({ ...credentials, header }, AbortSignal.timeout(5_000))).id;
    } catch (error) {
      expect(error).toMatchObject({
        code: 'bad-signature',
        message: 'The notification is not authenticated.',
        details: {},
      });
      return 'refused';
    }
  };
  return { host, judge };
}
interface Given {
  readonly source: string;
  readonly key: string;
  readonly rawBody: Buffer;
}

test('the key is enough where nothing else is asked for', async () => {
  const { judge } = await hostWith({});
  expect(await judge({})).toBe('ward');
  expect(await judge({ 'x-signature': 'whatever', authorization: 'Bearer whatever' })).toBe('ward');
});

const wrongKeys: readonly (readonly [string, Partial<Given>])[] = [
  ['an unknown source', { source: 'elsewhere' }],
  ['a source named like a built-in', { source: '__proto__' }],
  ['no source', { source: '' }],
  ['a wrong key', { key: 'another-key-of-length' }],
  ['an empty key', { key: '' }],
  ['a key that only begins right', { key: sourceKey.slice(0, -1) }],
  ['a key in other letters', { key: sourceKey.toUpperCase() }],
  ['nothing right at all', { source: '', key: '' }],
];
test.each(wrongKeys)('refused with the same words: %s', async (_name, given) => {
  const { judge } = await hostWith({ xSignature: { secrets: [secret] } });
  expect(await judge({ 'x-signature': hmac() }, given)).toBe('refused');
});

type Proofs = Partial<SourceAuthentication<SecretsFile>>;
type Headers = Readonly<Record<string, string>>;
const both = { secrets: [secret, other] };
const strategies: readonly (readonly [string, Proofs, readonly Headers[], readonly Headers[]])[] = [
  [
    'a header',
    { header: { name: 'X-Secret', ...both } },
    [{ 'x-secret': secret }, { 'x-secret': other }],
    [{}, { 'x-secret': '' }, { 'x-secret': `${secret}x` }, { 'x-secret': `${secret}, ${secret}` }, { secret }],
  ],
  [
    'a header that is Authorization with a scheme of its own',
    { header: { name: 'Authorization', secrets: ['Basic d2FyZDpzZWNyZXQ='] } },
    [{ authorization: 'Basic d2FyZDpzZWNyZXQ=' }],
    [{ authorization: 'd2FyZDpzZWNyZXQ=' }, { authorization: 'Bearer d2FyZDpzZWNyZXQ=' }],
  ],
  [
    'X-Signature',
    { xSignature: both },
    [{ 'x-signature': hmac() }, { 'x-signature': hmac(other) }, { 'x-signature': hmac().toUpperCase() }],
    [
      {},
      { 'x-signature': '' },
      { 'x-signature': hmac('a-third-secret-of-it') },
      { 'x-signature': hmac(secret, Buffer.from('{"value":1}')) },
      { 'x-signature': hmac().slice(0, 32) },
      { 'x-signature': `sha256=${hmac()}` },
      { 'x-hub-signature': `sha256=${hmac()}` },
    ],
  ],
  [
    'X-Hub-Signature',
    { xHubSignature: both },
    [{ 'x-hub-signature': `sha256=${hmac()}` }, { 'x-hub-signature': `SHA256=${hmac(other)}` }],
    [
      {},
      { 'x-hub-signature': hmac() },
      { 'x-hub-signature': `sha1=${hmac()}` },
      { 'x-hub-signature': `sha256=${hmac('a-third-secret-of-it')}` },
      { 'x-signature': hmac() },
    ],
  ],
  [
    'a bearer token',
    { bearerToken: both },
    [{ authorization: `Bearer ${secret}` }, { authorization: `bearer  ${other}` }],
    [
      {},
      { authorization: secret },
      { authorization: 'Bearer ' },
      { authorization: `Bearer ${secret}, Bearer ${secret}` },
    ],
  ],
];
describe.each(strategies)('%s', (_name, proofs, right, wrong) => {
  test('either of two secrets is taken', async () => {
    const { judge } = await hostWith(proofs);
    for (const headers of right) expect(await judge(headers)).toBe('ward');
  });

  test('nothing else is', async () => {
    const { judge } = await hostWith(proofs);
    for (const headers of wrong) expect([headers, await judge(headers)]).toEqual([headers, 'refused']);
  });

  test('it does not replace the key', async () => {
    const { judge } = await hostWith(proofs);
    for (const headers of right) expect(await judge(headers, { key: secret })).toBe('refused');
  });
});

test('after the rotation the old secret and the old key are refused', async () => {
  const during = await hostWith({ pathKey: { secrets: ['the-new-key-of-it', sourceKey] } });
  expect([await during.judge({}), await during.judge({}, { key: 'the-new-key-of-it' })]).toEqual(['ward', 'ward']);
  const after = await hostWith({ pathKey: { secrets: ['the-new-key-of-it'] }, xSignature: { secrets: [other] } });
  expect(await after.judge({ 'x-signature': hmac(other) }, { key: 'the-new-key-of-it' })).toBe('ward');
  expect(await after.judge({ 'x-signature': hmac(other) })).toBe('refused');
  expect(await after.judge({ 'x-signature': hmac() }, { key: 'the-new-key-of-it' })).toBe('refused');
});

test('everything that is asked for must hold', async () => {
  const { judge } = await hostWith({ xSignature: { secrets: [secret] }, bearerToken: { secrets: [other] } });
  expect(await judge({ 'x-signature': hmac(), authorization: `Bearer ${other}` })).toBe('ward');
  expect(await judge({ 'x-signature': hmac() })).toBe('refused');
  expect(await judge({ authorization: `Bearer ${other}` })).toBe('refused');
});

describe('the signature is over the bytes as they came', () => {
  test.each([
    ['empty', ''],
    ['a number that parsing would rewrite', '{"value":1.0}'],
    ['escapes that parsing would rewrite', '{"family":"M\\u00fcller","slash":"\\/"}'],
    ['letters outside ASCII', '{"family":"Müller 測試"}'],
    ['white space', '{ "a" :\r\n 1 }\n'],
    ['no JSON at all', '<xml/>'],
  ])('%s', async (_name, text) => {
    const { judge } = await hostWith({ xSignature: { secrets: [secret] } });
    const rawBody = Buffer.from(text);
    expect(await judge({ 'x-signature': hmac(secret, rawBody) }, { rawBody })).toBe('ward');
  });
});

test('the log says what did not hold of a source that exists, and no secret', async () => {
  const { host, judge } = await hostWith({ xSignature: { secrets: [secret] }, bearerToken: { secrets: [other] } });
  await judge({ 'x-signature': hmac(other), authorization: `Bearer ${secret}` });
  await judge({}, { key: 'canary-key-of-nobody' });
  await judge({}, { source: 'canary-source' });
  expect(host.logged.map((line): unknown => JSON.parse(line))).toMatchObject([
    { source: 'ward', failed: ['xSignature', 'bearerToken'] },
    { source: 'ward', failed: ['pathKey'] },
    { failed: ['pathKey'] },
  ]);
  for (const text of [secret, other, sourceKey, 'canary']) expect(host.logged.join('')).not.toContain(text);
});
