import type { MedicationAdministration, MedicationRequest, MedicationStatement, Resource } from '@medplum/fhirtypes';
import type { ValueSet } from '@cardwright/fhir';
import { describe, expect, test } from '@jest/globals';
import { codeSystems } from '../code-systems.ts';
import type { MedicationActive, MedicationCount } from '../declaration.ts';
import { coverage, extractOne, hoursAgo, medicationRequest, medicationStatement, said } from '../fixtures/chart.ts';

const statins: ValueSet = {
  id: 'statins',
  title: 'Statins',
  source: 'test',
  codes: [{ system: codeSystems.rxnorm, code: '83367' }],
  names: ['atorvastatin'],
};
const asked: MedicationActive = { kind: 'medication', codes: statins, negative: 'asked' };
const byCode = { coding: [{ system: codeSystems.rxnorm, code: '83367' }] };
const byName = { coding: [{ system: codeSystems.rxnorm, code: '259255', display: 'Atorvastatin 80 MG Oral Tablet' }] };
const aspirin = { coding: [{ system: codeSystems.rxnorm, code: '1191', display: 'aspirin' }] };
const order = (rest: Partial<MedicationRequest> = {}, id = 'm1') =>
  medicationRequest(id, { medicationCodeableConcept: byCode, ...rest });
const statement = (rest: Partial<MedicationStatement> = {}, id = 's1') =>
  medicationStatement(id, { medicationCodeableConcept: byCode, ...rest });

describe('held and ended', () => {
  const held: MedicationActive = { ...asked, when: 'held' };
  const ended: MedicationActive = { ...asked, when: 'ended' };
  test.each<[string, Partial<MedicationRequest>, readonly [boolean, boolean, boolean]]>([
    ['active', {}, [true, false, false]],
    ['on hold', { status: 'on-hold' }, [false, true, false]],
    ['completed', { status: 'completed' }, [false, false, true]],
    ['stopped', { status: 'stopped' }, [false, false, true]],
    ['cancelled', { status: 'cancelled' }, [false, false, false]],
    ['entered in error', { status: 'entered-in-error' }, [false, false, false]],
    ['a stopped proposal', { status: 'stopped', intent: 'proposal' }, [false, false, false]],
    ['held, ordered tomorrow', { status: 'on-hold', authoredOn: hoursAgo(-24) }, [false, false, false]],
  ])('an order %s', (_, rest, expected) => {
    expect([asked, held, ended].map((declaration) => said(extractOne(declaration, [order(rest)])))).toEqual(expected);
  });

  test('a statement on hold', () => expect(said(extractOne(held, [statement({ status: 'on-hold' })]))).toBe(true));

  test('a no needs an answered query', () => {
    const answered = coverage({ medicationRequests: 'failed' });
    expect(said(extractOne(held, [], { answered }))).toBe('query-failed');
  });
});

test('a bare code of a system that the set is not written in makes a no impossible', () => {
  const bare = order({
    medicationCodeableConcept: { coding: [{ system: 'http://www.whocc.no/atc', code: 'C10AA05' }] },
  });
  expect(said(extractOne(asked, [bare]))).toBe('unreadable');
});

describe('a yes', () => {
  test('is recognised by code', () => {
    expect(extractOne(asked, [order()])).toEqual({
      status: 'present',
      value: true,
      unit: '{boolean}',
      effective: '2026-01-01T08:00:00Z',
      references: ['MedicationRequest/m1'],
      matchedBy: 'code',
    });
  });

  test('is recognised by whole-word name, and a code goes first', () => {
    const named = order({ medicationCodeableConcept: byName, authoredOn: hoursAgo(1) }, 'm2');
    expect(extractOne(asked, [named])).toMatchObject({ value: true, matchedBy: 'name' });
    expect(extractOne(asked, [named, order()])).toMatchObject({
      matchedBy: 'code',
      references: ['MedicationRequest/m1'],
    });
    expect(said(extractOne(asked, [order({ medicationCodeableConcept: { text: 'Notatorvastatinx' } })]))).toBe(false);
  });

  test('follows contained and referenced medications', () => {
    const medication: Resource = { resourceType: 'Medication', id: 'med', code: byName };
    const contained = order({
      medicationCodeableConcept: undefined as never,
      contained: [medication],
      medicationReference: { reference: '#med' },
    });
    expect(said(extractOne(asked, [contained]))).toBe(true);
    const referred = order({
      medicationCodeableConcept: undefined as never,
      medicationReference: { reference: 'Medication/med' },
    });
    expect(said(extractOne(asked, [referred, medication]))).toBe(true);
    expect(said(extractOne(asked, [referred]))).toBe('unreadable');
  });

  test.each<[string, Resource, unknown]>([
    ['a stopped order', order({ status: 'stopped' }), false],
    ['a draft in the chart', order({ status: 'draft' }), false],
    ['a proposal', order({ intent: 'proposal' }), false],
    ['an order not to', order({ doNotPerform: true }), false],
    ['an order of tomorrow', order({ authoredOn: hoursAgo(-24) }), false],
    ['a current statement', statement(), true],
    [
      'a statement that ended',
      statement({ effectiveDateTime: undefined as never, effectivePeriod: { end: hoursAgo(24) } }),
      false,
    ],
    ['a statement not taken', statement({ status: 'not-taken' }), false],
    ['a statement in error', statement({ status: 'entered-in-error' }), false],
    ['an order of another patient', order({ subject: { reference: 'Patient/p2' } }), false],
  ])('%s', (_, resource, expected) => {
    expect(said(extractOne(asked, [resource]))).toBe(expected);
  });

  test('wins over failed queries', () => {
    const answered = coverage({ medicationRequests: 'failed', medicationStatements: 'omitted' });
    expect(said(extractOne(asked, [order()], { answered }))).toBe(true);
  });
});

describe('a no', () => {
  test('needs both lists, or those that the declaration names', () => {
    const answered = coverage({ medicationStatements: 'omitted' });
    expect(said(extractOne(asked, [], { answered }))).toBe('not-queried');
    expect(said(extractOne({ ...asked, from: ['MedicationRequest'] }, [], { answered }))).toBe(false);
    expect(said(extractOne({ ...asked, from: ['MedicationRequest'] }, [statement()]))).toBe(false);
    expect(said(extractOne(asked, [], { answered: coverage({ medicationRequests: 'failed' }) }))).toBe('query-failed');
  });

  test('is open while an active medication cannot be read', () => {
    const unread = order({ medicationCodeableConcept: { coding: [{ system: 'urn:local', code: '9' }] } });
    expect(extractOne(asked, [unread])).toMatchObject({ reason: 'unreadable', references: ['MedicationRequest/m1'] });
    expect(said(extractOne(asked, [{ ...unread, status: 'stopped' }]))).toBe(false);
    expect(said(extractOne(asked, [order({ medicationCodeableConcept: aspirin })]))).toBe(false);
    expect(said(extractOne(asked, [unread, order({}, 'm2')]))).toBe(true);
  });

  test('explicit is a medication not taken', () => {
    const explicit: MedicationActive = { ...asked, negative: 'explicit' };
    expect(said(extractOne(explicit, []))).toBe('none-recorded');
    expect(extractOne(explicit, [statement({ status: 'not-taken' })])).toMatchObject({
      value: false,
      references: ['MedicationStatement/s1'],
    });
  });

  test('default is assumed', () => {
    expect(extractOne({ ...asked, negative: 'default' }, [])).toMatchObject({ value: false, assumed: true });
  });
});

test('a replay knows no order of later, and cannot date one without authoredOn', () => {
  const replay = { clock: 'replay' as const };
  expect(said(extractOne(asked, [order()], replay))).toBe(true);
  expect(said(extractOne(asked, [order({ authoredOn: hoursAgo(-1) })], replay))).toBe(false);
  expect(said(extractOne(asked, [order({ authoredOn: undefined as never })], replay))).toBe('no-value');
  expect(said(extractOne(asked, [order({ authoredOn: undefined as never })]))).toBe(true);
  expect(said(extractOne(asked, [statement({ dateAsserted: hoursAgo(-1) })], replay))).toBe(false);
});

describe('ever, in a window, and at an earlier moment', () => {
  const ever: MedicationActive = { ...asked, when: 'ever' };
  const recent: MedicationActive = { ...asked, when: 'in-window', window: { days: 30 } };
  const then: MedicationActive = { ...asked, when: 'active', at: { days: 30 } };
  const of = { medicationCodeableConcept: byCode };
  const given = (rest: Partial<MedicationAdministration> = {}): MedicationAdministration => ({
    resourceType: 'MedicationAdministration',
    id: 'g1',
    status: 'completed',
    subject: { reference: 'Patient/p1' },
    medicationCodeableConcept: byCode,
    effectiveDateTime: hoursAgo(3),
    meta: { lastUpdated: hoursAgo(3) },
    ...rest,
  });
  const doses = { from: ['MedicationAdministration'] } as const;
  test.each<[string, MedicationActive, Resource, unknown]>([
    ['a stopped order', ever, order({ ...of, status: 'stopped' }), true],
    ['a cancelled order', ever, order({ ...of, status: 'cancelled' }), false],
    ['a proposal', ever, order({ ...of, intent: 'proposal' }), false],
    ['a statement of something not taken', ever, statement({ ...of, status: 'not-taken' }), false],
    ['an order in the window', recent, order({ ...of, authoredOn: hoursAgo(24), status: 'completed' }), true],
    ['an order before it', recent, order(of), false],
    ['an undated order', recent, order({ ...of, authoredOn: undefined as never }), 'no-value'],
    ['on it then and now', then, order(of), true],
    ['begun since', then, order({ ...of, authoredOn: hoursAgo(24) }), false],
    ['stopped, nobody says when', then, order({ ...of, status: 'stopped' }), 'no-value'],
    [
      'taken over a period that covers the moment',
      then,
      statement({
        ...of,
        status: 'completed',
        effectiveDateTime: undefined as never,
        effectivePeriod: { start: '2026-01-01', end: '2026-03-01' },
      }),
      true,
    ],
    [
      'taken over a period before it',
      then,
      statement({
        ...of,
        status: 'completed',
        effectiveDateTime: undefined as never,
        effectivePeriod: { start: '2026-01-01', end: '2026-02-01' },
      }),
      false,
    ],
    ['a dose, where doses are not asked for', ever, given(), false],
    ['a dose', { ...ever, ...doses }, given(), true],
    ['a dose in the window', { ...recent, ...doses }, given(), true],
    ['a dose that was not given', { ...ever, ...doses }, given({ status: 'not-done' }), false],
    ['an infusion under way', { ...asked, ...doses }, given({ status: 'in-progress' }), true],
    ['an infusion that is over', { ...asked, ...doses }, given(), false],
  ])('%s', (_, declaration, resource, expected) => {
    expect(said(extractOne(declaration, [resource]))).toBe(expected);
  });

  test('an order says of itself that it is written in an hour: it is not there yet', () => {
    expect(said(extractOne(ever, [order({ ...of, authoredOn: hoursAgo(-1) })]))).toBe(false);
  });

  test('a replay wants to know when a dose was recorded', () => {
    const replay = { clock: 'replay' as const };
    expect(said(extractOne({ ...ever, ...doses }, [given()], replay))).toBe(true);
    expect(said(extractOne({ ...ever, ...doses }, [given({ meta: {} })], replay))).toBe('no-value');
  });

  test('counts different codes, and names where there is no code', () => {
    const count: MedicationCount = {
      kind: 'medication-count',
      codes: { ...statins, names: ['atorvastatin', 'simvastatin'] },
      when: 'active',
    };
    const named = (id: string, text: string) => order({ medicationCodeableConcept: { text } }, id);
    expect(said(extractOne(count, []))).toBe(0);
    expect(said(extractOne(count, [named('a', 'Atorvastatin 20'), named('b', 'atorvastatin 40')]))).toBe(1);
    expect(said(extractOne(count, [named('a', 'Atorvastatin 20'), named('b', 'Simvastatin 40')]))).toBe(2);
    expect(said(extractOne(count, [order(of), named('b', 'Simvastatin 40')]))).toBe(2);
  });
});
