import type { AbsentFeature, Feature } from '@cardwright/cds-service';
import { codeKey, codeSetIndex, type ValueSet } from '@cardwright/fhir';
import type { CodeableConcept } from '@medplum/fhirtypes';
import { coverageGap, truncationGap } from '../coverage-gap.ts';
import type { ChartFact, Extraction } from '../extraction.ts';

interface Counting<R extends ChartFact> {
  readonly facts: readonly R[];
  readonly codes: ValueSet;
  readonly conceptsOf: (fact: R) => readonly CodeableConcept[];
  readonly keys: readonly string[];
  /** Why the answer, though complete, leaves the number open. */
  readonly doubt: AbsentFeature | undefined;
}

/**
 * How many different codes of the set the facts carry. Each adds one: the first of its codes in the order of the set, else the
 * first name. 0 only when every query was answered, whole, and nothing casts a doubt.
 */
export function countCodes<R extends ChartFact>(
  x: Extraction,
  { facts, codes, conceptsOf, keys, doubt }: Counting<R>,
): Feature {
  const open = coverageGap(x, keys) ?? truncationGap(x, keys) ?? doubt;
  if (open) return open;
  const carried = new Set(facts.map((fact) => firstCode(conceptsOf(fact), codes)));
  return {
    status: 'present',
    value: carried.size,
    unit: '1',
    references: facts.map((fact) => x.record.referenceOf(fact)).toSorted(),
    derivation: 'number of different codes',
  };
}

function firstCode(concepts: readonly CodeableConcept[], set: ValueSet): string {
  const codings = concepts.flatMap(({ coding = [] }) => coding);
  const keys = new Set(codings.map(codeKey));
  const listed = set.codes.map(codeKey).find((key) => keys.has(key));
  if (listed !== undefined) return listed;
  const index = codeSetIndex(set);
  const [below] = codings
    .filter(({ system, code }) => index.hasCode(system, code))
    .map(dotlessKey)
    .toSorted();
  return below ?? `name ${firstName(concepts, set)}`;
}

/** ICD-10-CM is written with and without its dot. */
const dotlessKey = (coding: { readonly system?: string; readonly code?: string }): string =>
  codeKey({ ...coding, code: coding.code?.replaceAll('.', '').toUpperCase() });

function firstName(concepts: readonly CodeableConcept[], set: ValueSet): string {
  const texts = concepts.flatMap(({ text, coding = [] }) => [text, ...coding.map(({ display }) => display)]);
  const name = nameSets(set).find((one) => texts.some((text) => codeSetIndex(one).hasName(text)));
  return name?.id ?? '';
}

const singles = new WeakMap<ValueSet, readonly ValueSet[]>();

/** One set a name, so that each is looked for as whole words as the set's own names are. */
function nameSets(set: ValueSet): readonly ValueSet[] {
  const known = singles.get(set);
  if (known) return known;
  const sets = (set.names ?? []).map((name) => ({ ...set, id: name, codes: [], prefixes: [], names: [name] }));
  singles.set(set, sets);
  return sets;
}
