import type { AbsentFeature, Feature } from '@cardwright/cds-service';
import { eventTime } from '@cardwright/fhir';
import { absent } from '../absent.ts';
import type { MedicationActive } from '../declaration.ts';
import type { AnyMedication, Extraction } from '../extraction.ts';
import { drugSystems, isUnreadable } from '../is-unreadable.ts';
import { matchMedication } from '../match-medication.ts';
import { present, whenNothingSaysYes } from '../negative.ts';

/** Alike in https://hl7.org/fhir/R4/valueset-medicationrequest-status.html and the statuses of MedicationStatement. */
const statuses = { held: new Set(['on-hold']), ended: new Set(['completed', 'stopped']) } as const;

type Source = AnyMedication['resourceType'];
interface Match {
  readonly medication: AnyMedication;
  readonly matchedBy: 'code' | 'name';
}

/**
 * True when the patient is on an ingredient of the set. A medication that cannot be recognised makes a no impossible:
 * it may be the one that was asked for.
 */
export function extractMedication(declaration: MedicationActive, x: Extraction, keys: readonly string[]): Feature {
  const { codes, negative, when = 'active', from = ['MedicationRequest', 'MedicationStatement'] } = declaration;
  const matching = (medications: readonly AnyMedication[]): readonly Match[] =>
    medications.flatMap((medication) => {
      const matchedBy = matchMedication(x.conceptsOf(medication), codes);
      return matchedBy ? [{ medication, matchedBy }] : [];
    });
  const inQuestion = when === 'active' ? x.activeMedications : x.medicationsOfStatus(statuses[when]);
  const active = inQuestion.filter(({ resourceType }) => from.includes(resourceType));
  const matches = matching(active);
  const positive = best(
    matches.filter(({ medication }) => x.isVisible(medication)),
    x,
  );
  if (positive) return fromMatch(true, positive, x);
  const denied = negative === 'explicit' ? best(matching(notTaken(x)), x) : undefined;
  const denial = denied && fromMatch(false, denied, x);
  const doubt = undatableDoubt(matches, x) ?? doubtAbout(active, from, x);
  return whenNothingSaysYes(x, { negative, keys, denial, doubt });
}

/** In a replay only: what is left of the matches cannot be dated, so it is neither a yes nor a no. */
function undatableDoubt(matches: readonly Match[], x: Extraction): AbsentFeature | undefined {
  if (matches.length === 0) return undefined;
  const references = matches.map(({ medication }) => x.record.referenceOf(medication));
  return absent('no-value', references, 'the medication is not dated');
}

function notTaken(x: Extraction): readonly AnyMedication[] {
  return x.record.ofType('MedicationStatement').filter((s) => s.status === 'not-taken' && x.isVisible(s));
}

function doubtAbout(
  active: readonly AnyMedication[],
  from: readonly Source[],
  x: Extraction,
): AbsentFeature | undefined {
  const withheld = from.flatMap((type) => x.withheld(type));
  if (withheld.length > 0) return absent('withheld', withheld, 'a medication is masked');
  const unreadable = active.filter((m) => isUnreadable(x.conceptsOf(m), drugSystems));
  if (unreadable.length === 0) return undefined;
  const references = unreadable.map((m) => x.record.referenceOf(m));
  return absent('unreadable', references, 'an active medication has neither a standard code nor a readable name');
}

function fromMatch(value: boolean, { medication, matchedBy }: Match, x: Extraction): Feature {
  const effective = recordedStart(medication);
  return present(value, [x.record.referenceOf(medication)], {
    ...(effective !== undefined && { effective }),
    matchedBy,
  });
}

function recordedStart(medication: AnyMedication): string | undefined {
  if (medication.resourceType === 'MedicationRequest') return medication.authoredOn;
  return medication.effectiveDateTime ?? medication.effectivePeriod?.start ?? medication.dateAsserted;
}

/** A code before a name, then the latest start, then the first in the list, which comes ordered by reference. */
function best(matches: readonly Match[], x: Extraction): Match | undefined {
  const start = ({ medication }: Match) => eventTime(medication, x.record.zoneOffsetMinutes)?.start ?? -Infinity;
  return matches.reduce<Match | undefined>((a, b) => {
    if (!a) return b;
    if (a.matchedBy !== b.matchedBy) return a.matchedBy === 'code' ? a : b;
    return start(a) >= start(b) ? a : b;
  }, undefined);
}
