import type { Feature } from '@cardwright/cds-service';
import { eventTime } from '@cardwright/fhir';
import type { MedicationActive } from '../declaration.ts';
import type { AnyMedication, Extraction } from '../extraction.ts';
import { present, whenNothingSaysYes } from '../negative.ts';
import { judgeMedications, matchesIn, type MedicationMatch } from './judge-medications.ts';

/**
 * True when a medication of the set counts. A medication that cannot be recognised makes a no impossible: it may be the one
 * that was asked for.
 */
export function extractMedication(declaration: MedicationActive, x: Extraction, keys: readonly string[]): Feature {
  const judged = judgeMedications(declaration, x);
  if ('status' in judged) return judged;
  const positive = best(judged.counting, x);
  if (positive) return fromMatch(true, positive, x);
  const { codes, negative } = declaration;
  const denied = negative === 'explicit' ? best(matchesIn(notTaken(x), codes, x), x) : undefined;
  const denial = denied && fromMatch(false, denied, x);
  return whenNothingSaysYes(x, { negative, keys, denial, doubt: judged.doubt });
}

function notTaken(x: Extraction): readonly AnyMedication[] {
  return x.record.ofType('MedicationStatement').filter((s) => s.status === 'not-taken' && x.isVisible(s));
}

function fromMatch(value: boolean, { medication, matchedBy }: MedicationMatch, x: Extraction): Feature {
  const effective = recordedStart(medication);
  return present(value, [x.record.referenceOf(medication)], {
    ...(effective !== undefined && { effective }),
    matchedBy,
  });
}

function recordedStart(medication: AnyMedication): string | undefined {
  if (medication.resourceType === 'MedicationRequest') return medication.authoredOn;
  const effective = medication.effectiveDateTime ?? medication.effectivePeriod?.start;
  return effective ?? (medication.resourceType === 'MedicationStatement' ? medication.dateAsserted : undefined);
}

/** A code before a name, then the latest start, then the first in the list, which comes ordered by type and reference. */
function best(matches: readonly MedicationMatch[], x: Extraction): MedicationMatch | undefined {
  const start = ({ medication }: MedicationMatch) =>
    eventTime(medication, x.record.zoneOffsetMinutes)?.start ?? -Infinity;
  return matches.reduce<MedicationMatch | undefined>((a, b) => {
    if (!a) return b;
    if (a.matchedBy !== b.matchedBy) return a.matchedBy === 'code' ? a : b;
    return start(a) >= start(b) ? a : b;
  }, undefined);
}
