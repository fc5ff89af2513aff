import type { Encounter } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import { codeSystems } from '../code-systems.ts';
import type { EncounterCount, LengthOfStay } from '../declaration.ts';
import { context, coverage, extractOne, hoursAgo, said } from '../fixtures/chart.ts';

const encounter = (id: string, code: string, start: number | undefined, rest: Partial<Encounter> = {}): Encounter => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { system: codeSystems.actCode, code },
  subject: { reference: 'Patient/p1' },
  ...(start !== undefined && { period: { start: hoursAgo(start), end: hoursAgo(start - 2) } }),
  ...rest,
});
const year: EncounterCount = { kind: 'encounter-count', window: { days: 365 } };
const emergencies: EncounterCount = { ...year, classes: ['EMER'] };

describe('encounters in the window', () => {
  test.each<[string, EncounterCount, readonly Encounter[], unknown]>([
    ['none', year, [], 0],
    ['by class', emergencies, [encounter('a', 'EMER', 50), encounter('b', 'AMB', 40), encounter('c', 'EMER', 30)], 2],
    ['of any class', year, [encounter('a', 'EMER', 50), encounter('b', 'AMB', 40)], 2],
    ['too old', year, [encounter('a', 'EMER', 366 * 24)], 0],
    ['the current one counts', year, [encounter('a', 'IMP', 5, { status: 'in-progress' })], 1],
    ['planned', year, [encounter('a', 'IMP', 5, { status: 'planned' })], 0],
    ['cancelled', year, [encounter('a', 'IMP', 5, { status: 'cancelled' })], 0],
    ['of tomorrow', year, [encounter('a', 'IMP', -24)], 0],
    ['without a start', year, [encounter('a', 'IMP', undefined)], 'no-value'],
    ['without a start, at any time', { kind: 'encounter-count' }, [encounter('a', 'IMP', undefined)], 1],
    [
      'of a local class',
      emergencies,
      [encounter('a', '13', 5, { class: { system: 'urn:local', code: '13' } })],
      'no-value',
    ],
    ['of a local class, any class', year, [encounter('a', '13', 5, { class: { system: 'urn:local', code: '13' } })], 1],
    [
      'before the current stay',
      { kind: 'encounter-count', window: { days: 30, until: { hours: 6 } } },
      [encounter('a', 'IMP', 5), encounter('b', 'IMP', 50)],
      1,
    ],
  ])('%s', (_, declaration, encounters, expected) => {
    expect(said(extractOne(declaration, encounters))).toBe(expected);
    expect(extractOne(declaration, encounters)).toEqual(extractOne(declaration, encounters.toReversed()));
  });

  test('a stay with its wards counts once where only wholes count', () => {
    const partOf = { reference: 'Encounter/a' };
    const stay = [encounter('a', 'IMP', 50), encounter('b', 'IMP', 49, { partOf }), encounter('c', 'IMP', 20)];
    const visit = [encounter('a', 'IMP', 50), encounter('b', 'EMER', 55, { partOf })];
    expect(said(extractOne(year, stay))).toBe(3);
    expect(said(extractOne({ ...year, wholes: true }, stay))).toBe(2);
    expect(said(extractOne({ ...emergencies, wholes: true }, visit))).toBe(1);
  });

  test('needs the whole answer', () => {
    expect(said(extractOne(year, [], { answered: coverage({}, ['encounters']) }))).toBe('not-queried');
  });
});

describe('the length of stay so far', () => {
  const hours: LengthOfStay = { kind: 'length-of-stay', since: 'encounter-start', in: 'h' };
  test.each<[string, LengthOfStay, readonly Encounter[], unknown]>([
    ['in hours', hours, [encounter('e', 'IMP', 36, { status: 'in-progress', period: { start: hoursAgo(36) } })], 36],
    [
      'in days',
      { ...hours, in: 'd' },
      [encounter('e', 'IMP', 36, { status: 'in-progress', period: { start: hoursAgo(36) } })],
      1.5,
    ],
    ['of the ward', hours, [encounter('e', 'AMB', 3, { status: 'in-progress', period: { start: hoursAgo(3) } })], 3],
    [
      'of a hospital stay, outside one',
      { ...hours, since: 'admission' },
      [encounter('e', 'AMB', 3, { status: 'in-progress', period: { start: hoursAgo(3) } })],
      'none-recorded',
    ],
    ['none', hours, [], 'none-recorded'],
    ['without a start', hours, [encounter('e', 'IMP', undefined, { status: 'in-progress' })], 'no-value'],
  ])('%s', (_, declaration, encounters, expected) => {
    expect(said(extractOne(declaration, encounters, { context: context({ encounterId: 'e' }) }))).toBe(expected);
  });
});
