import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createTestFhir } from '../testing/test-host.ts';
import { sourceKey, testSource } from '../testing/test-source.ts';
import { authenticateSource } from './authenticate-source.ts';

const secret = 'a-secret-of-the-source';
const fhir = createTestFhir([]);
const sources = new Map([
  ['ward', testSource(fhir)],
  ['signed', testSource(fhir, { id: 'signed', hmacSecret: secret })],
]);
const body = (text: string) => Buffer.from(text, 'utf8');
const sign = (raw: Buffer, key = secret) => createHmac('sha256', key).update(raw).digest('hex');
const authenticate = (source: string, key: string, rawBody: Buffer, signature?: string) =>
  authenticateSource(sources, { source, key, signature, rawBody });

test('the key is enough where no secret is set', () => {
  expect(authenticate('ward', sourceKey, body('')).id).toBe('ward');
  expect(authenticate('ward', sourceKey, body('{}'), 'whatever').id).toBe('ward');
});

describe('the signature is over the bytes as they came', () => {
  test.each([
    ['empty', ''],
    ['a number that parsing would rewrite', '{"value":1.0}'],
    ['escapes that parsing would rewrite', '{"family":"M\\u00fcller","slash":"\\/"}'],
    ['letters outside ASCII', '{"family":"Müller 測試"}'],
    ['white space', '{ "a" :\r\n 1 }\n'],
    ['no JSON at all', '<xml/>'],
  ])('%s', (_name, text) => {
    expect(authenticate('signed', sourceKey, body(text), sign(body(text))).id).toBe('signed');
  });
});

const raw = body('{"value":1.0}');
const refused: readonly (readonly [string, string, string, string | undefined])[] = [
  ['an unknown source', 'elsewhere', sourceKey, sign(raw)],
  ['a source named like a built-in', '__proto__', sourceKey, sign(raw)],
  ['a wrong key', 'signed', 'another-key-of-length', sign(raw)],
  ['an empty key', 'signed', '', sign(raw)],
  ['a key that only begins right', 'signed', sourceKey.slice(0, -1), sign(raw)],
  ['no signature', 'signed', sourceKey, undefined],
  ['an empty signature', 'signed', sourceKey, ''],
  ['a signature with another secret', 'signed', sourceKey, sign(raw, 'another-secret')],
  ['a signature over the parsed body', 'signed', sourceKey, sign(body('{"value":1}'))],
  ['a signature cut short', 'signed', sourceKey, sign(raw).slice(0, 32)],
];
test.each(refused)('refused with the same words: %s', (_name, source, key, signature) => {
  expect(() => authenticate(source, key, raw, signature)).toThrow(
    expect.objectContaining({ code: 'bad-signature', message: 'The notification is not authenticated.', details: {} }),
  );
});
