import type { MedicationRequest, MedicationStatement, Resource } from '@medplum/fhirtypes';
import type { ValueSet } from '@cardwright/fhir';
import { describe, expect, test } from '@jest/globals';
import { codeSystems } from '../code-systems.ts';
import type { MedicationActive } from '../declaration.ts';
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
