import type { CodeableConcept } from '@medplum/fhirtypes';
import type { ValueSet } from './code.ts';
import { codeSetIndex } from './code-set-index.ts';
import { hasCode } from './has-code.ts';

/**
 * How a concept is in the set: `code` when any coding is, else `name` when its text or a display holds one of the set's
 * `names` as whole words (`matchedBy` of the feature), else `undefined`.
 */
export function matchConcept(concept: CodeableConcept | undefined, set: ValueSet): 'code' | 'name' | undefined {
  if (!concept) return undefined;
  if (hasCode(concept, set)) return 'code';
  const index = codeSetIndex(set);
  const named = index.hasName(concept.text) || (concept.coding ?? []).some(({ display }) => index.hasName(display));
  return named ? 'name' : undefined;
}
