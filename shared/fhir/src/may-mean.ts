import type { CodeableConcept } from '@medplum/fhirtypes';
import { canonicalSystem } from './canonical-system.ts';
import type { ValueSet } from './code.ts';
import { codeSetIndex } from './code-set-index.ts';

/**
 * True when the codes of the concept cannot say whether it is in the set (none is of a system that the set is written in)
 * and its words name one of the set's `names`. That is a doubt and not a match: `family history of diabetes` names
 * diabetes too.
 */
export function mayMean(concept: CodeableConcept | undefined, set: ValueSet): boolean {
  if (!concept || !set.names?.length) return false;
  const index = codeSetIndex(set);
  const coding = concept.coding ?? [];
  const isCoded = coding.some(
    ({ code, system }) => code !== undefined && system !== undefined && index.systems.has(canonicalSystem(system)),
  );
  return !isCoded && (index.hasName(concept.text) || coding.some(({ display }) => index.hasName(display)));
}
