import { describe, expect, test } from '@jest/globals';
import type { AbsenceReason, Feature, FeatureVector } from '@cardwright/cds-service';
import { suspectedInfection } from './suspected-infection.ts';

const asOf = '2026-03-10T14:00:00Z';
const yes = (effective?: string): Feature => ({
  status: 'present',
  value: true,
  unit: '{boolean}',
  references: ['MedicationRequest/1'],
  ...(effective !== undefined && { effective }),
});
const no: Feature = { status: 'present', value: false, unit: '{boolean}', references: [] };
const absent = (reason: AbsenceReason): Feature => ({ status: 'absent', reason, references: [] });

/** Everything asked, nothing there; `changes` replaces features. */
const vectorOf = (changes: Readonly<Record<string, Feature>>): FeatureVector => ({
  asOf,
  features: {
    infection: no,
    infection_active: no,
    antibiotic: no,
    antibiotic_recent: no,
    culture_taken: no,
    culture_before_antibiotic: absent('input-missing'),
    culture_result: absent('none-recorded'),
    ...changes,
  },
});

describe('suspectedInfection', () => {
  test.each([
    ['nothing on record', {}, 'none'],
    ['an infection on the problem list', { infection: yes(), infection_active: yes() }, 'diagnosis'],
    ['an infection of this week that is over', { infection: yes() }, 'none'],
    ['an active infection that began before', { infection_active: yes() }, 'none'],
    [
      'an infection of this week of which nobody knows whether it is over',
      { infection: yes(), infection_active: absent('withheld') },
      'unknown',
    ],
    [
      'a culture of today, an antibiotic by code of three days ago and one by name of today',
      {
        antibiotic: yes('2026-03-07T15:00:00Z'),
        antibiotic_recent: yes('2026-03-10T12:00:00Z'),
        culture_result: absent('no-value'),
      },
      'treatment',
    ],
    [
      'a result of two days before the antibiotic of today, hidden by an older one by code',
      {
        antibiotic: yes('2026-03-07T15:00:00Z'),
        antibiotic_recent: yes('2026-03-10T12:00:00Z'),
        culture_before_recent: absent('no-value'),
      },
      'treatment',
    ],
    ['an antibiotic alone', { antibiotic: yes('2026-03-10T10:00:00Z') }, 'none'],
    ['a culture alone', { culture_taken: yes('2026-03-10T10:00:00Z') }, 'none'],
    [
      'the antibiotic exactly 72 hours after the culture',
      { antibiotic: yes('2026-03-10T12:00:00Z'), culture_taken: yes('2026-03-07T12:00:00Z') },
      'treatment',
    ],
    [
      'the antibiotic 72 hours and a minute after the culture',
      { antibiotic: yes('2026-03-10T12:01:00Z'), culture_taken: yes('2026-03-07T12:00:00Z') },
      'none',
    ],
    [
      'the culture 24 hours and a minute after the antibiotic',
      { antibiotic: yes('2026-03-09T11:59:00Z'), culture_taken: yes('2026-03-10T12:00:00Z') },
      'none',
    ],
    [
      'a result that is text before the antibiotic',
      { antibiotic: yes('2026-03-10T12:00:00Z'), culture_before_antibiotic: absent('no-value') },
      'treatment',
    ],
    [
      'a result of today and an antibiotic of two days ago',
      { antibiotic: yes('2026-03-08T12:00:00Z'), culture_result: absent('no-value') },
      'none',
    ],
    ['an antibiotic without a date', { antibiotic: yes(), culture_before_antibiotic: absent('no-value') }, 'none'],
    ['a problem list that failed', { infection: absent('query-failed') }, 'unknown'],
    ['medications that failed', { antibiotic: absent('query-failed') }, 'unknown'],
    [
      'procedures that failed beside an antibiotic',
      { antibiotic: yes('2026-03-10T12:00:00Z'), culture_taken: absent('query-failed') },
      'unknown',
    ],
  ] as const)('%s', (_name, changes, expected) => {
    expect(suspectedInfection(vectorOf(changes)).kind).toBe(expected);
  });
});
