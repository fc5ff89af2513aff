import { matchConcept, type ValueSet } from '@cardwright/fhir';
import type { CodeableConcept } from '@medplum/fhirtypes';

/** How the concepts are in the set: by a listed code, else by a printed ingredient name. */
export function matchMedication(concepts: readonly CodeableConcept[], set: ValueSet): 'code' | 'name' | undefined {
  const matches = concepts.map((concept) => matchConcept(concept, set));
  return matches.includes('code') ? 'code' : matches.find((match) => match !== undefined);
}
