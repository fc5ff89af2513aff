import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseFhirTime } from './parse-fhir-time.ts';

const at = (iso: string) => Date.parse(iso);

describe('parseFhirTime', () => {
  test.each([
    ['2020', '2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'],
    ['2019-12', '2019-12-01T00:00:00Z', '2020-01-01T00:00:00Z'],
    ['2020-02', '2020-02-01T00:00:00Z', '2020-03-01T00:00:00Z'],
    ['1900-02', '1900-02-01T00:00:00Z', '1900-03-01T00:00:00Z'],
    ['2020-05-03', '2020-05-03T00:00:00Z', '2020-05-04T00:00:00Z'],
    ['2020-02-29', '2020-02-29T00:00:00Z', '2020-03-01T00:00:00Z'],
    ['2180-08-06', '2180-08-06T00:00:00Z', '2180-08-07T00:00:00Z'],
    ['2020-05-03T10:20Z', '2020-05-03T10:20:00Z', '2020-05-03T10:21:00Z'],
    ['2020-05-03T10:20:30Z', '2020-05-03T10:20:30.000Z', '2020-05-03T10:20:30.001Z'],
    ['2020-05-03T10:20:30.5Z', '2020-05-03T10:20:30.500Z', '2020-05-03T10:20:30.501Z'],
    ['2020-05-03T10:20:30.123456-05:00', '2020-05-03T15:20:30.123Z', '2020-05-03T15:20:30.124Z'],
    ['2020-05-03T00:20:30+14:00', '2020-05-02T10:20:30.000Z', '2020-05-02T10:20:30.001Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z', '2017-01-01T00:00:00.001Z'],
  ])('%s is from %s to %s', (value, start, end) => {
    expect(parseFhirTime(value)).toEqual({ start: at(start), end: at(end) });
  });

  test.each([
    ['2020-05-03', '2020-05-03T00:00:00+02:00', '2020-05-04T00:00:00+02:00'],
    ['2020', '2020-01-01T00:00:00+02:00', '2021-01-01T00:00:00+02:00'],
    ['2020-05-03T10:20:30', '2020-05-03T10:20:30.000+02:00', '2020-05-03T10:20:30.001+02:00'],
    ['2020-05-03T10:20:30Z', '2020-05-03T10:20:30.000Z', '2020-05-03T10:20:30.001Z'],
  ])('%s, read two hours east of UTC', (value, start, end) => {
    expect(parseFhirTime(value, 120)).toEqual({ start: at(start), end: at(end) });
  });

  test.each([
    undefined,
    '',
    '20',
    '0000',
    '2020-',
    '2020-13',
    '2020-00',
    '2020-5-3',
    '2019-02-29',
    '1900-02-29',
    '2020-04-31',
    '2020-05-00',
    '2020-05-03T',
    '2020-05-03T10',
    '2020-05-03T24:00:00Z',
    '2020-05-03T10:60:00Z',
    '2020-05-03T10:20:61Z',
    '2020-05-03T10:20:30.Z',
    '2020-05-03T10:20:30+15:00',
    '2020-05-03T10:20:30+01:60',
    '2020-05-03T10:20:30+01',
    '2020-05-03T10:20:30Zulu',
    '2020-05-03 10:20:30Z',
    '05/03/2020',
    ' 2020',
    '2020x',
    '２０２０',
  ])('%s is unreadable', (value) => {
    expect(parseFhirTime(value)).toBeUndefined();
  });

  test('every instant reads as Date does, and its day, month and year hold it', () => {
    const instant = fc.date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, (date) => {
        const iso = date.toISOString();
        const ms = date.getTime();
        expect(parseFhirTime(iso)).toEqual({ start: ms, end: ms + 1 });
        for (const length of [4, 7, 10, 17]) {
          const wider = parseFhirTime(length === 17 ? `${iso.slice(0, 16)}Z` : iso.slice(0, length));
          expect(wider && wider.start <= ms && ms < wider.end).toBe(true);
        }
      }),
    );
  });

  test('days follow each other without gap or overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
        const name = (n: number) => new Date(n * 86_400_000).toISOString().slice(0, 10);
        expect(parseFhirTime(name(day))?.end).toBe(parseFhirTime(name(day + 1))?.start);
      }),
    );
  });

  test('any text is read or refused, never thrown', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', '2020', '2020-05-03T'), (text, head) => {
        const read = parseFhirTime(head + text);
        expect(read === undefined || read.start < read.end).toBe(true);
      }),
    );
  });
});
