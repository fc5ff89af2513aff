import type { CodeableConcept } from '@medplum/fhirtypes';
import type { ValueSet } from './code.ts';
import { codeSetIndex } from './code-set-index.ts';

/** True when any coding of the concept is in the set, by `system|code` or by prefix. Text is not looked at. */
export function hasCode(concept: CodeableConcept | undefined, set: ValueSet): boolean {
  const { coding } = concept ?? {};
  if (!coding) return false;
  const index = codeSetIndex(set);
  return coding.some(({ system, code }) => index.hasCode(system, code));
}
