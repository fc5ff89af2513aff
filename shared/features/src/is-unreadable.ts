import type { CodeableConcept } from '@medplum/fhirtypes';
import { codeSystems } from './code-systems.ts';

/** Terminologies in which a code names a medication by itself (HL7 Terminology, "External Code Systems"). */
export const drugSystems: ReadonlySet<string> = new Set([
  codeSystems.rxnorm,
  codeSystems.snomed,
  'http://hl7.org/fhir/sid/ndc',
  'http://www.whocc.no/atc',
  'https://dmd.nhs.uk',
]);

/** Terminologies in which a code names a condition by itself (HL7 Terminology, "External Code Systems"). */
export const conditionSystems: ReadonlySet<string> = new Set([
  codeSystems.snomed,
  codeSystems.icd10cm,
  'http://hl7.org/fhir/sid/icd-10',
  'http://hl7.org/fhir/sid/icd-9-cm',
]);

/** True when nothing says what it is: no code of a standard terminology, and no text with a letter in it. */
export function isUnreadable(concepts: readonly CodeableConcept[], standard: ReadonlySet<string>): boolean {
  return !concepts.some(({ coding = [], text }) => {
    const coded = coding.some(({ system, code }) => code !== undefined && system !== undefined && standard.has(system));
    return coded || [text, ...coding.map(({ display }) => display)].some((t) => t !== undefined && /\p{L}/u.test(t));
  });
}
