import type { CodeableConcept } from '@medplum/fhirtypes';

/**
 * True when any coding of the concept carries one of the codes, whatever its system; STU3's plain string counts too.
 * Copies are compared before they are checked, so a concept of the wrong shape has no codes instead of an error.
 */
export function codeIn(concept: CodeableConcept | string | undefined, codes: ReadonlySet<string>): boolean {
  if (typeof concept === 'string') return codes.has(concept);
  const coding: readonly unknown[] = Array.isArray(concept?.coding) ? concept.coding : [];
  return coding.some((one) => typeof one === 'object' && one !== null && 'code' in one && hasText(codes, one.code));
}

function hasText(codes: ReadonlySet<string>, code: unknown): boolean {
  return typeof code === 'string' && codes.has(code);
}
