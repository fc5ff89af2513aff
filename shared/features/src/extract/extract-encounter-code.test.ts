import { describe, expect, test } from '@jest/globals';
import type { CodeableConcept, Encounter } from '@medplum/fhirtypes';
import { codeSystems } from '../code-systems.ts';
import type { EncounterCode } from '../declaration.ts';
import { context, coverage, extractOne, hoursAgo, said } from '../fixtures/chart.ts';

const set = (id: string, ...codes: readonly string[]) => ({
  id,
  title: id,
  source: 'test',
  codes: codes.map((code) => ({ system: codeSystems.actPriority, code })),
});
const urgent: EncounterCode = {
  kind: 'encounter-code',
  encounter: 'current',
  element: 'priority',
  codes: set('urgent', 'EM', 'UR'),
};
const listed: EncounterCode = { ...urgent, denials: set('planned', 'EL') };
const coded = (code: string, system: string = codeSystems.actPriority): CodeableConcept => ({
  coding: [{ system, code }],
});
const encounter = (rest: Partial<Encounter>): Encounter => ({
  resourceType: 'Encounter',
  id: 'e',
  status: 'in-progress',
  class: { system: codeSystems.actCode, code: 'IMP' },
  subject: { reference: 'Patient/p1' },
  period: { start: hoursAgo(5) },
  ...rest,
});

describe('a code of the encounter', () => {
  test.each<[string, EncounterCode, Partial<Encounter>, unknown]>([
    ['a code of the set', urgent, { priority: coded('EM') }, true],
    ['another code of its system', urgent, { priority: coded('EL') }, false],
    ['a code of the denials', listed, { priority: coded('EL') }, false],
    ['neither', listed, { priority: coded('R') }, 'no-value'],
    ['a local code', urgent, { priority: coded('1', 'urn:local') }, 'no-value'],
    [
      'a local code beside one of the set',
      urgent,
      { priority: { coding: [...(coded('1', 'urn:local').coding ?? []), ...(coded('UR').coding ?? [])] } },
      true,
    ],
    ['words only', urgent, { priority: { text: 'urgent' } }, 'no-value'],
    ['nothing said', urgent, {}, 'none-recorded'],
    ['another element', { ...urgent, element: 'serviceType' }, { priority: coded('EM') }, 'none-recorded'],
    ['one of several types', { ...urgent, element: 'type' }, { type: [coded('EL'), coded('EM')] }, true],
    [
      'the source of the admission',
      { ...urgent, element: 'admitSource' },
      { hospitalization: { admitSource: coded('UR') } },
      true,
    ],
  ])('%s', (_, declaration, rest, expected) => {
    expect(said(extractOne(declaration, [encounter(rest)]))).toBe(expected);
  });

  test('a replay does not see the discharge before the end', () => {
    const discharge: EncounterCode = { ...urgent, element: 'dischargeDisposition' };
    const hospitalization = { dischargeDisposition: coded('EM') };
    const ending = (hours: number) => [
      encounter({ status: 'finished', hospitalization, period: { start: hoursAgo(50), end: hoursAgo(hours) } }),
    ];
    const at = { context: context({ encounterId: 'e' }) };
    expect(said(extractOne(discharge, ending(-3), at))).toBe(true);
    expect(said(extractOne(discharge, ending(-3), { ...at, clock: 'replay' }))).toBe('none-recorded');
    expect(said(extractOne(discharge, ending(3), { ...at, clock: 'replay' }))).toBe(true);
  });

  test('of the stay that a ward belongs to', () => {
    const ward = encounter({ id: 'w', partOf: { reference: 'Encounter/e' }, period: { start: hoursAgo(2) } });
    const chart = [encounter({ priority: coded('EM') }), ward];
    const at = { context: context({ encounterId: 'w' }) };
    expect(said(extractOne({ ...urgent, encounter: 'hospital-stay' }, chart, at))).toBe(true);
    expect(said(extractOne(urgent, chart, at))).toBe('none-recorded');
  });

  test('without an encounter, or without an answer', () => {
    expect(said(extractOne(urgent, []))).toBe('none-recorded');
    expect(said(extractOne(urgent, [], { answered: coverage({}, ['encounters']) }))).toBe('not-queried');
  });
});
