import { matchConcept, type ValueSet } from '@cardwright/fhir';
import type { CodeableConcept } from '@medplum/fhirtypes';
import { codeSystems } from './code-systems.ts';

/** How the concepts are in the set: by a listed code, else by a printed ingredient name. */
export function matchMedication(concepts: readonly CodeableConcept[], set: ValueSet): 'code' | 'name' | undefined {
  const matches = concepts.map((concept) => matchConcept(concept, set));
  return matches.includes('code') ? 'code' : matches.find((match) => match !== undefined);
}

/** Drug terminologies in which a code names a medication by itself (HL7 Terminology, "External Code Systems"). */
const drugSystems: ReadonlySet<string> = new Set([
  codeSystems.rxnorm,
  codeSystems.snomed,
  'http://hl7.org/fhir/sid/ndc',
  'http://www.whocc.no/atc',
  'https://dmd.nhs.uk',
]);

/** True when nothing says which medication it is: no code of a drug terminology, and no text with a letter in it. */
export function isUnreadable(concepts: readonly CodeableConcept[]): boolean {
  return !concepts.some(({ coding = [], text }) => {
    const coded = coding.some(
      ({ system, code }) => code !== undefined && system !== undefined && drugSystems.has(system),
    );
    return coded || [text, ...coding.map(({ display }) => display)].some((t) => t !== undefined && /\p{L}/u.test(t));
  });
}
