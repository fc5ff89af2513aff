import type { CodeableConcept, Observation } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import type { ObservationCategory } from '../declaration.ts';
import { coverage, extractOne, hoursAgo, observation, said } from '../fixtures/chart.ts';
import { consciousnessCategories, levelOfConsciousness } from '../value-sets/consciousness.ts';
import { loinc, snomed } from '../fixtures/codes.ts';
import { currentSmokerCategories, smokingCategories, smokingStatus } from '../value-sets/social-history.ts';

const [question] = smokingStatus.codes;
const status: ObservationCategory = {
  kind: 'observation-category',
  codes: smokingStatus,
  categories: smokingCategories,
};
const yesNo: ObservationCategory = { ...status, categories: currentSmokerCategories, asBoolean: true };
const answer = (id: string, hours: number, value: CodeableConcept | undefined, rest: Partial<Observation> = {}) =>
  observation(id, question, {
    effectiveDateTime: hoursAgo(hours),
    ...(value && { valueCodeableConcept: value }),
    ...rest,
  });
const coded = (...codes: readonly ReturnType<typeof snomed>[]): CodeableConcept => ({
  coding: codes.map((c) => ({ ...c })),
});
const daily = coded(snomed('449868002', 'Smokes tobacco daily'));
const former = coded(loinc('LA15920-4', 'Former smoker'));
const unknown = coded(snomed('266927001', 'Unknown if ever smoked'));

describe('smoking status', () => {
  test('the newest answer gives the category', () => {
    const feature = extractOne(status, [answer('a', 9, daily), answer('b', 2, former)]);
    expect(feature).toEqual({
      status: 'present',
      value: 'former',
      unit: '{category}',
      effective: hoursAgo(2),
      references: ['Observation/b'],
    });
  });

  test.each<[string, CodeableConcept, unknown]>([
    ['a current smoker', daily, true],
    ['a former smoker', former, false],
    ['nobody knows', unknown, 'no-value'],
    ['a smoker', coded(snomed('77176002', 'Smoker')), true],
    [
      'a smoker by code, labelled status unknown',
      coded(snomed('77176002', 'Smoker, current status unknown')),
      'no-value',
    ],
    [
      'a smoker by code, status UNKNOWN in the text',
      { ...coded(snomed('77176002', 'Smoker')), text: 'UNKNOWN' },
      'no-value',
    ],
    [
      'two codes of which one is labelled unknown',
      coded(snomed('77176002', 'Status unknown'), snomed('449868002', 'Daily')),
      true,
    ],
    ['smoker, status unknown', coded(loinc('LA18979-7', 'Smoker, current status unknown')), 'no-value'],
    ['text only', { text: 'smokes' }, 'no-value'],
    ['two codes that agree', coded(snomed('8517006', ''), loinc('LA15920-4', '')), false],
    ['two codes that disagree', coded(snomed('8517006', ''), snomed('449868002', '')), 'no-value'],
    ['the right code of another system', coded(loinc('449868002', '')), 'no-value'],
  ])('as a yes or no: %s', (_, value, expected) => {
    const feature = extractOne(yesNo, [answer('a', 2, value)]);
    expect(said(feature)).toBe(expected);
    if (feature.status === 'present') expect(feature.unit).toBe('{boolean}');
  });

  test('an unknown newest answer is not replaced by an older one; an empty or retracted one is', () => {
    expect(said(extractOne(yesNo, [answer('a', 9, former), answer('b', 2, unknown)]))).toBe('no-value');
    expect(said(extractOne(yesNo, [answer('a', 9, former), answer('b', 2, undefined)]))).toBe(false);
    const error = answer('b', 2, daily, { status: 'entered-in-error' });
    expect(said(extractOne(yesNo, [answer('a', 9, former), error]))).toBe(false);
  });

  test('a boolean answers where categories are true and false', () => {
    expect(said(extractOne(yesNo, [answer('a', 2, undefined, { valueBoolean: true })]))).toBe(true);
    expect(said(extractOne(status, [answer('a', 2, undefined, { valueBoolean: true })]))).toBe('no-value');
  });

  test('nothing recorded is never a no', () => {
    expect(said(extractOne(yesNo, []))).toBe('none-recorded');
    const states = (state: 'failed' | 'omitted') => ({ answered: coverage({ 'observations-smoking-status': state }) });
    expect(said(extractOne(yesNo, [], states('failed')))).toBe('query-failed');
    expect(said(extractOne(yesNo, [], states('omitted')))).toBe('not-queried');
  });
});

test.each(Object.entries(consciousnessCategories))(
  'consciousness %s is read from every listed code',
  (letter, codes) => {
    const [code] = levelOfConsciousness.codes;
    const declaration: ObservationCategory = {
      kind: 'observation-category',
      codes: levelOfConsciousness,
      categories: consciousnessCategories,
      window: { hours: 24 },
    };
    for (const option of codes) {
      const fact = observation('a', code, { valueCodeableConcept: { coding: [{ ...option }] } });
      expect(said(extractOne(declaration, [fact]))).toBe(letter);
    }
  },
);
