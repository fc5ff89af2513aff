import type { CodeableConcept } from '@medplum/fhirtypes';
import { canonicalSystem } from './canonical-system.ts';
import type { ValueSet } from './code.ts';
import { codeSetIndex } from './code-set-index.ts';

/** Terminologies whose words say in so many words whether they speak of the patient: local systems and free text do not. */
const standardSystems: ReadonlySet<string> = new Set([
  'http://snomed.info/sct',
  'http://hl7.org/fhir/sid/icd-10-cm',
  'http://hl7.org/fhir/sid/icd-10',
  'http://hl7.org/fhir/sid/icd-9-cm',
]);

/** As the descriptions of SNOMED CT 416471007 (Family history of clinical finding), ICD-10-CM Z80 to Z84 and ICD-9-CM V16 to V19 begin. */
const ofRelatives = /^\s*(?:no\s+)?(?:family\s+history\b|FH\s*:)/iu;

/**
 * True when a concept that is not in the set may still be: its words name one of the set's `names`, and no code of it rules
 * that out. A code rules it out when the set lists the whole of its system (ICD-10-CM, by prefixes), or has left it out on purpose. A code of
 * SNOMED CT that is not listed does not: a chart holds descendants, and no set here lists a whole hierarchy. That is a
 * doubt and not a match: `screening for diabetes` names diabetes too. A code of a standard terminology whose words
 * begin with `Family history` speaks of relatives, unless the set does.
 */
export function mayMean(concept: CodeableConcept | undefined, set: ValueSet): boolean {
  if (!concept || !set.names?.length) return false;
  const index = codeSetIndex(set);
  const coding = concept.coding ?? [];
  if (coding.some(({ system, code }) => index.hasCode(system, code) || index.rulesOut(system, code))) return false;
  const words = [concept.text, ...coding.map(({ display }) => display)].filter((text) => index.hasName(text));
  const mayBeOfRelatives = coding.some(isStandard) && !set.names.some((name) => ofRelatives.test(name));
  return words.some((text) => !(mayBeOfRelatives && text !== undefined && ofRelatives.test(text)));
}

const isStandard = ({ system, code }: { readonly system?: string; readonly code?: string }): boolean =>
  system !== undefined && code !== undefined && standardSystems.has(canonicalSystem(system));
