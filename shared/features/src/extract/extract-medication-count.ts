import type { Feature } from '@cardwright/cds-service';
import type { MedicationCount } from '../declaration.ts';
import type { AnyMedication, Extraction } from '../extraction.ts';
import { countCodes } from './count-codes.ts';
import { judgeMedications } from './judge-medications.ts';

/** How many different codes (or printed names) of the set the medications that count carry. */
export function extractMedicationCount(declaration: MedicationCount, x: Extraction, keys: readonly string[]): Feature {
  const judged = judgeMedications(declaration, x);
  if ('status' in judged) return judged;
  return countCodes(x, {
    facts: judged.counting.map(({ medication }) => medication),
    codes: declaration.codes,
    conceptsOf: (medication: AnyMedication) => x.conceptsOf(medication),
    keys,
    doubt: judged.doubt,
  });
}
