import type { Feature } from '@cardwright/cds-service';
import { parseReference } from '@cardwright/fhir';
import type { Encounter } from '@medplum/fhirtypes';
import { absent } from '../absent.ts';
import type { EncounterUnit } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { currentEncounter, noEncounter } from './current-encounter.ts';

/** Places where the patient no longer is, or is not yet (https://hl7.org/fhir/R4/valueset-encounter-location-status.html). */
const elsewhere: ReadonlySet<string> = new Set(['planned', 'reserved', 'completed']);

/** The first of the declared units that the current encounter names as its present location or its service provider. */
export function extractEncounterUnit({ units }: EncounterUnit, x: Extraction, keys: readonly string[]): Feature {
  const encounter = currentEncounter(x);
  if (!encounter) return noEncounter(x, keys);
  const references = [x.record.referenceOf(encounter)];
  const named = unitsOf(encounter);
  const unit = units.find((candidate) => named.includes(candidate));
  return unit === undefined
    ? absent('no-value', references, 'the encounter names none of the declared units')
    : { status: 'present', value: unit, unit: '{category}', references };
}

function unitsOf({ location = [], serviceProvider, status }: Encounter): readonly string[] {
  // In a finished encounter every location is completed: all of them were its places.
  const present = location.filter((place) => status === 'finished' || !elsewhere.has(place.status ?? 'active'));
  return [...present.map((place) => place.location), serviceProvider].flatMap((reference) => {
    const parsed = parseReference(reference?.reference ?? '');
    return parsed === undefined ? [] : [`${parsed.type}/${parsed.id}`];
  });
}
