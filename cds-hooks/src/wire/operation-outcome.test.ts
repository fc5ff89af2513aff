import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CardwrightError, errorCodes, type ErrorCode } from '@cardwright/cds-service';
import { statusOf } from '../status-of.ts';
import { codedError, operationOutcome } from './operation-outcome.ts';

const isCode = (text: string): text is ErrorCode => Object.hasOwn(errorCodes, text);
const codes = Object.keys(errorCodes).filter(isCode);
/** https://hl7.org/fhir/R4/valueset-issue-type.html, the codes that we use. */
const issueTypes = [
  'invalid',
  'login',
  'not-found',
  'required',
  'too-long',
  'processing',
  'throttled',
  'transient',
  'timeout',
  'exception',
];

test.each(codes)('%s has a status and an OperationOutcome', (code) => {
  expect([400, 401, 404, 412, 413, 415, 422, 429, 500, 503, 504]).toContain(statusOf(code));
  const outcome = operationOutcome(code, 'Words.');
  expect(outcome).toMatchObject({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', details: { coding: [{ system: 'urn:cardwright:error', code }], text: 'Words.' } }],
  });
  expect(issueTypes).toContain(outcome.issue[0]?.code);
});

test('a failure of ours is 500, of the caller 4xx, of what stands behind us 503 or 504', () => {
  expect(codes.filter((code) => statusOf(code) === 500)).toEqual([
    'bad-service',
    'bad-value-set',
    'model-invalid',
    'model-golden-mismatch',
    'model-failed',
    'card-invalid',
    'abandoned',
    'telemetry-enabled',
    'store-key',
    'internal',
  ]);
  expect(codes.filter((code) => statusOf(code) > 500)).toEqual([
    'fhir-unreachable',
    'fhir-refused',
    'scope-not-granted',
    'token-refused',
    'model-unavailable',
    'deadline-exceeded',
    'overloaded',
    'store-failed',
  ]);
});

test('docs/errors.md is in step', () => {
  const text = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z-]+)` *\| (\d+) *\| (.+?) *\|$/gm)].map(([, code, status, words]) => [
    code,
    Number(status),
    words,
  ]);
  expect(rows).toEqual(codes.map((code) => [code, statusOf(code), errorCodes[code]]));
});

describe('any thrown thing becomes a coded error', () => {
  const canary = 'Canarywell';
  const httpError = (fields: object) => Object.assign(new Error(canary), fields);
  const tables: readonly (readonly [string, unknown, ErrorCode])[] = [
    ['a body over the limit', httpError({ type: 'entity.too.large', status: 413 }), 'too-large'],
    ['a body that is not JSON', httpError({ type: 'entity.parse.failed', status: 400 }), 'bad-json'],
    ['a charset that is not known', httpError({ type: 'charset.unsupported', status: 415 }), 'bad-json'],
    ['a body that ended early', httpError({ type: 'request.aborted', status: 400 }), 'bad-json'],
    ['a path that cannot be decoded', Object.assign(new URIError(canary), { status: 400 }), 'bad-request'],
    ['a body nested deeper than the stack', new RangeError('Maximum call stack size exceeded'), 'bad-request'],
    ['another RangeError', new RangeError(canary), 'internal'],
    ['a parser that failed by itself', httpError({ type: 'stream.encoding.set', status: 500 }), 'internal'],
    ['a defect', new TypeError(canary), 'internal'],
    ['text', canary, 'internal'],
    ['nothing', undefined, 'internal'],
    ['null', null, 'internal'],
  ];
  test.each(tables)('%s', (_name, thrown, code) => {
    const error = codedError(thrown);
    expect(error).toBeInstanceOf(CardwrightError);
    expect(error.code).toBe(code);
    expect(error.message).not.toContain(canary);
  });

  test('a coded error stays itself', () => {
    const error = new CardwrightError('wrong-patient', 'Another patient.');
    expect(codedError(error)).toBe(error);
  });
});
