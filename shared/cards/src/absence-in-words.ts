import type { AbsenceReason } from '@cardwright/cds-service';

const words: Readonly<Record<AbsenceReason, string>> = {
  'none-recorded': 'not recorded',
  stale: 'too old to use',
  'unit-refused': 'recorded in a unit that is not accepted',
  implausible: 'recorded value is implausible and was not used',
  'no-value': 'recorded without a usable value',
  'status-refused': 'only retracted or not yet final',
  withheld: 'withheld in the record',
  'query-failed': 'could not be read from the record',
  'not-queried': 'was not asked for',
  unreadable: 'an entry could not be recognised',
  'too-few-values': 'too few results to calculate it',
  'input-missing': 'cannot be calculated: something it needs is missing',
};

/** Why a feature has no value, as the end of the sentence "Creatinine: …". */
export function absenceInWords(reason: AbsenceReason): string {
  return words[reason];
}
