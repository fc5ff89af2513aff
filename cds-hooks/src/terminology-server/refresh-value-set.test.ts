import type { ServerResponse } from 'node:http';
import { codeSystems, type ValueSetFile } from '@cardwright/features';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createOutboundFetch } from '../outbound/create-outbound-fetch.ts';
import { hashValueSet } from '../terminology/hash-value-set.ts';
import { createTerminologyServer } from './create-terminology-server.ts';
import { expansionDifference } from './expansion-difference.ts';
import { refreshValueSet } from './refresh-value-set.ts';
import { refreshLimits, type RefreshLimits } from './terminology-server.ts';
import { startTerminologyServer, type AskedFor } from './testing/terminology-server-fake.ts';

const { loinc, snomed, icd10cm } = codeSystems;
const published = 'http://example.org/fhir/ValueSet/diabetes';
const day = '2026-11-21';

const sealed = (file: ValueSetFile): ValueSetFile => ({ ...file, hash: hashValueSet(file) });
const diabetes: ValueSetFile = sealed({
  id: 'diabetes',
  version: 4,
  date: '2025-01-01',
  title: 'Diabetes',
  source: 'a published value set',
  codes: [
    { system: snomed, code: '73211009', display: 'Diabetes mellitus', keep: 'the parent, which charts use' },
    { system: snomed, code: '44054006', display: 'Type 2' },
    { system: snomed, code: '46635009', display: 'Type 1' },
    { system: loinc, code: '4548-4', display: 'of a system that is not refreshed' },
  ],
  prefixes: [{ system: icd10cm, prefix: 'E11', excluding: ['E11.9'] }],
  leftOut: [{ system: snomed, code: '11687002', why: 'gestational' }],
  expandFrom: [{ valueSet: published, systems: [snomed, icd10cm] }],
});
const contains = [
  { system: 'urn:oid:2.16.840.1.113883.6.96', code: '44054006', display: 'Diabetes mellitus type 2 (disorder)' },
  { system: snomed, abstract: true, display: 'a heading', contains: [{ system: snomed, code: '190330002' }] },
  { system: snomed, code: '11687002', display: 'Gestational diabetes mellitus' },
  { system: icd10cm, code: 'E11.9' },
  { system: icd10cm, code: 'E10.9', display: 'Type 1 diabetes mellitus without complications' },
  { system: loinc, code: '2160-0' },
];

const opened: (() => void)[] = [];
afterEach(() => opened.splice(0).forEach((close) => close()));

interface Given {
  readonly contains?: readonly object[];
  readonly answer?: (asked: AskedFor, response: ServerResponse) => boolean;
  readonly limits?: Partial<RefreshLimits>;
  readonly file?: ValueSetFile;
  readonly authorization?: string;
}
async function refreshed(given: Given) {
  const held = { version: '20260101', contains: given.contains ?? contains, codeSystems: [`${snomed}|2026-09-01`] };
  const server = await startTerminologyServer({ [published]: held }, given.answer);
  const { fetch: fetchOut, close } = createOutboundFetch();
  opened.push(server.close, close);
  const asked = createTerminologyServer(server.baseUrl, fetchOut, given.authorization);
  const after = refreshValueSet(given.file ?? diabetes, asked, day, { ...refreshLimits, ...given.limits });
  return { after: await after, asked: server.asked };
}
const refusal = (given: Given) =>
  refreshed(given).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a new expansion', () => {
  test('replaces codes of its systems; what is kept, left out, decided by prefix or of another system stays', async () => {
    const { after } = await refreshed({});
    expect(after).toMatchObject({
      version: 5,
      date: day,
      codes: [
        { system: snomed, code: '73211009', display: 'Diabetes mellitus', keep: 'the parent, which charts use' },
        { system: snomed, code: '44054006', display: 'Diabetes mellitus type 2 (disorder)' },
        { system: loinc, code: '4548-4', display: 'of a system that is not refreshed' },
        { system: icd10cm, code: 'E10.9', display: 'Type 1 diabetes mellitus without complications' },
        { system: snomed, code: '190330002' },
      ],
      prefixes: diabetes.prefixes,
      leftOut: diabetes.leftOut,
      expanded: {
        date: day,
        from: [
          {
            valueSet: published,
            version: '20260101',
            identifier: 'urn:uuid:11111111-2222-4333-8444-555555555555',
            timestamp: '2026-11-20T00:00:00Z',
            codeSystems: [`${snomed}|2026-09-01`],
          },
        ],
      },
    });
    expect(after.hash).toBe(hashValueSet(after));
    expect(expansionDifference(diabetes, after)).toEqual([
      `+ ${icd10cm}|E10.9 Type 1 diabetes mellitus without complications`,
      `+ ${snomed}|190330002`,
      `- ${snomed}|46635009 Type 1`,
    ]);
  });

  test('the same codes again are the same version', async () => {
    const { after } = await refreshed({});
    const { after: again } = await refreshed({ file: after });
    expect(again).toEqual(after);
  });

  test('is asked for page by page, with the version wanted and the authorization', async () => {
    const { after, asked } = await refreshed({
      limits: { pageSize: 1 },
      contains: [...contains.slice(0, 1), { system: snomed, code: '190330002' }, { system: snomed, code: '46635009' }],
      file: { ...diabetes, expandFrom: [{ valueSet: published, version: '20260101', systems: [snomed] }] },
      authorization: 'Basic dXNlcjpwYXNz',
    });
    expect(after.codes.map(({ code }) => code)).toEqual(['73211009', '44054006', '46635009', '4548-4', '190330002']);
    expect(asked.map(({ query }) => Object.fromEntries(query))).toEqual(
      ['0', '1', '2'].map((offset) => ({ url: published, valueSetVersion: '20260101', offset, count: '1' })),
    );
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill('Basic dXNlcjpwYXNz'));
  });

  test('comes whole from a server that does not page', async () => {
    const answer = (_asked: AskedFor, response: ServerResponse) => {
      response.end(JSON.stringify({ resourceType: 'ValueSet', expansion: { contains } }));
      return true;
    };
    const { after, asked } = await refreshed({ answer, limits: { pageSize: 2 } });
    expect(after.codes).toHaveLength(5);
    expect(asked).toHaveLength(1);
  });
});

const body =
  (value: unknown, status = 200) =>
  (_asked: AskedFor, response: ServerResponse) => {
    response.writeHead(status).end(typeof value === 'string' ? value : JSON.stringify(value));
    return true;
  };
const expansion = (more: object) => body({ resourceType: 'ValueSet', expansion: { contains, ...more } });
const marked = (name: string) => ({
  extension: [{ url: `http://hl7.org/fhir/StructureDefinition/valueset-${name}`, valueBoolean: true }],
});

describe('what is not taken', () => {
  test.each<[string, Given, string, RegExp]>([
    ['an empty expansion', { contains: [] }, 'bad-value-set', /it is empty/],
    ['headings only', { contains: [{ abstract: true, display: 'x' }] }, 'bad-value-set', /it is empty/],
    [
      'a value set that is not there',
      { answer: body({ resourceType: 'OperationOutcome', issue: [{ details: { text: 'Unknown\nvalue set' } }] }, 404) },
      'fhir-refused',
      /answered 404: Unknown value set\./,
    ],
    [
      'a redirect',
      { answer: (_a, response) => (response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), true) },
      'fhir-refused',
      /answered 302/,
    ],
    ['no JSON', { answer: body('<html>') }, 'fhir-refused', /no ValueSet with an expansion/],
    [
      'a ValueSet without an expansion',
      { answer: body({ resourceType: 'ValueSet' }) },
      'fhir-refused',
      /no ValueSet with an expansion/,
    ],
    ['an entry without a system', { contains: [{ code: '44054006' }] }, 'fhir-refused', /no system or no code/],
    ['an unclosed expansion', { answer: expansion(marked('unclosed')) }, 'bad-value-set', /incomplete/],
    ['a too costly one', { answer: expansion(marked('toocostly')) }, 'bad-value-set', /incomplete/],
    [
      'a limited one',
      { answer: expansion({ parameter: [{ name: 'limitedExpansion', valueBoolean: true }] }) },
      'bad-value-set',
      /incomplete/,
    ],
    [
      'one that is cut off',
      {
        limits: { pageSize: 6 },
        answer: ({ query }, response) =>
          query.get('offset') === '0'
            ? expansion({ total: 9, offset: 0 })({ query, headers: {} }, response)
            : body({ resourceType: 'ValueSet', expansion: { total: 9, offset: 7 } })({ query, headers: {} }, response),
      },
      'bad-value-set',
      /ends after 7 of 9/,
    ],
    [
      'the first page over and over',
      { answer: expansion({ total: 90, offset: 0 }) },
      'bad-value-set',
      /does not give the pages/,
    ],
    ['too many pages', { limits: { pageSize: 1, maxPages: 2 } }, 'too-large', /more than 2 pages/],
    ['too many codes', { limits: { maxCodes: 3 } }, 'too-large', /more than 3 codes/],
    ['a page that is too large', { limits: { maxPageBytes: 100 } }, 'too-large', /over 100 bytes/],
    [
      'none of a system that the file has',
      { contains: contains.slice(4, 5), file: diabetes },
      'bad-value-set',
      /Nothing would be left of http:\/\/snomed/,
    ],
    [
      'a bad check digit',
      { contains: [...contains, { system: snomed, code: '73211008' }] },
      'bad-value-set',
      /73211008 has a bad check digit/,
    ],
    [
      'an unknown system',
      {
        contains: [...contains, { system: 'urn:x', code: '1' }],
        file: { ...diabetes, expandFrom: [{ valueSet: published }] },
      },
      'bad-value-set',
      /no code system that is known here/,
    ],
    [
      'a file that names no published value set',
      { file: (({ expandFrom: _, ...rest }) => rest)(diabetes) },
      'bad-argument',
      /names no published value set/,
    ],
    ['silence', { answer: () => true, limits: { deadlineMs: 50 } }, 'deadline-exceeded', /in time/],
    [
      'half an answer',
      { answer: (_a, response) => response.write('{'), limits: { deadlineMs: 100 } },
      'deadline-exceeded',
      /in time/,
    ],
    [
      'a broken connection',
      { answer: (_a, response) => (response.destroy(), true) },
      'fhir-unreachable',
      /did not answer/,
    ],
  ])('%s', async (_what, given, code, message) => {
    const error = await refusal(given);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

describe('which server may be asked', () => {
  const { fetch: fetchOut, close } = createOutboundFetch();
  close();
  test.each([
    ['https://tx.example.org/r4/', 'https://tx.example.org/r4'],
    ['http://127.0.0.1:8080/fhir', 'http://127.0.0.1:8080/fhir'],
    ['https://10.1.2.3/fhir', 'https://10.1.2.3/fhir'],
  ])('%s', (given, baseUrl) => {
    expect(createTerminologyServer(given, fetchOut, '')).toEqual({ baseUrl, fetch: fetchOut });
  });
  test.each([
    'http://tx.example.org/r4',
    'https://user:pass@tx.example.org/r4',
    'https://tx.example.org/r4?x=1',
    'https://169.254.169.254/latest',
    'https://[fe80::1]/',
    'ftp://tx.example.org',
    'tx.example.org',
  ])('not %s', (given) => {
    expect(() => createTerminologyServer(given, fetchOut, undefined)).toThrow(/^The address (is|holds)/);
  });
});
