import { canonicalSystem } from '@cardwright/fhir';
import type { Encounter } from '@medplum/fhirtypes';
import { codeSystems } from '../code-systems.ts';
import type { Extraction } from '../extraction.ts';
import { currentEncounter } from './current-encounter.ts';

/** "Inpatient encounter" and what is below it (https://terminology.hl7.org/CodeSystem-v3-ActCode.html, ActInpatientEncounterCode). */
const inpatientClasses: ReadonlySet<string> = new Set(['IMP', 'ACUTE', 'NONAC']);

/** An encounter that is part of itself is somebody's mistake; no real nesting is this deep. */
const maxDepth = 10;

/**
 * The hospital stay that the current encounter belongs to: the outermost encounter of an inpatient class among itself and
 * those it is part of (`partOf`). `undefined` outside a hospital stay.
 */
export function hospitalStay(x: Extraction): Encounter | undefined {
  let stay: Encounter | undefined;
  let encounter = currentEncounter(x);
  for (let depth = 0; encounter && depth < maxDepth; depth += 1) {
    if (isInpatient(encounter)) stay = encounter;
    const whole = x.record.resolve(encounter.partOf?.reference);
    encounter = whole?.resourceType === 'Encounter' ? whole : undefined;
  }
  return stay;
}

function isInpatient({ class: coding }: Encounter): boolean {
  const isActCode = coding?.system !== undefined && canonicalSystem(coding.system) === codeSystems.actCode;
  return isActCode && coding.code !== undefined && inpatientClasses.has(coding.code);
}
