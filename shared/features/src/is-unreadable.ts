import { canonicalSystem } from '@cardwright/fhir';
import type { CodeableConcept } from '@medplum/fhirtypes';
import { codeSystems } from './code-systems.ts';

/**
 * The terminology in which the value sets of medications are written: a bare NDC, ATC, dm+d or SNOMED CT code without any
 * words cannot be told from the medication that was asked for.
 */
export const drugSystems: ReadonlySet<string> = new Set([codeSystems.rxnorm]);

/**
 * Terminologies in which the value sets of conditions are written: a code of another one (ICD-9-CM, ICD-10 of the WHO or
 * of a country) without any words cannot be told from the condition that was asked for.
 */
export const conditionSystems: ReadonlySet<string> = new Set([codeSystems.snomed, codeSystems.icd10cm]);

/** True when nothing says what it is: no code of a standard terminology, and no text with a letter in it. */
export function isUnreadable(concepts: readonly CodeableConcept[], standard: ReadonlySet<string>): boolean {
  return !concepts.some(({ coding = [], text }) => {
    const coded = coding.some(
      ({ system, code }) => code !== undefined && system !== undefined && standard.has(canonicalSystem(system)),
    );
    return coded || [text, ...coding.map(({ display }) => display)].some((t) => t !== undefined && /\p{L}/u.test(t));
  });
}
