import type { Feature } from '@cardwright/cds-service';
import { codeKey, compareFacts, isWithheld, type Code, type ObservationFact } from '@cardwright/fhir';
import type { CodeableConcept, Observation, ObservationComponent } from '@medplum/fhirtypes';
import { chooseFact, type Chosen, type Reading } from '../choose-fact.ts';
import type { Genotype } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { canonicalCall, namesGene } from '../genotype-call.ts';
import { hasValue } from '../has-value.ts';
import { judgeFacts } from '../judge-facts.ts';
import { recordedEffective } from '../recorded-effective.ts';
import { anyTime } from '../resolve-window.ts';
import { dbSnpId, geneStudied, genotypeDisplayName } from '../value-sets/genomics.ts';

const geneStudiedKey = codeKey(geneStudied);
const dbSnpKey = codeKey(dbSnpId);
/** Codes that say "a genotype" and not of which gene. */
const genericKeys: ReadonlySet<string> = new Set(genotypeDisplayName.codes.map(codeKey));

/**
 * The newest call for the gene, as one of the declared values. A call outside them is `otherValue`, or `no-value`; no
 * older call stands in for it. Results for other genes, and for other variants of the gene, are not looked at. An allele
 * outside the declared values stays: nobody loses one, and a later test may have looked for fewer.
 */
export function extractGenotype(declaration: Genotype, x: Extraction, keys: readonly string[]): Feature {
  const facts = x.record.observations(declaration.codes).filter((fact) => isAbout(fact, declaration));
  const chosen = chooseFact(x, { facts, window: anyTime, keys }, (fact) => readCall(fact, declaration));
  if ('status' in chosen) return chosen;
  const { fact, value } = outsideCall(facts, x, declaration) ?? chosen;
  const effective = recordedEffective(fact.observation);
  return {
    status: 'present',
    value,
    unit: '{category}',
    ...(effective !== undefined && { effective }),
    references: [fact.reference],
  };
}

/** The newest call outside the declared values, where such a call excludes. */
function outsideCall(
  facts: readonly ObservationFact[],
  x: Extraction,
  declaration: Genotype,
): Chosen<string> | undefined {
  const { otherValue } = declaration;
  if (otherValue === undefined) return undefined;
  const outside = judgeFacts(facts, x, anyTime).counting.filter((fact) => {
    const reading = readCall(fact, declaration);
    return reading.kind === 'value' && reading.value === otherValue;
  });
  const [newest] = outside.toSorted(compareFacts);
  return newest && { fact: newest, value: otherValue };
}

function readCall({ observation, component }: ObservationFact, declaration: Genotype): Reading<string> {
  const holder = component ?? observation;
  if (isWithheld(observation, holder)) return { kind: 'refused', reason: 'withheld', detail: 'the call is masked' };
  if (!hasValue(holder)) return { kind: 'empty', reason: 'no-value', detail: 'no call is recorded' };
  const { gene, otherValue, values } = declaration;
  const codings = holder.valueCodeableConcept?.coding ?? [];
  const calls = new Set(callTexts(holder).map((text) => canonicalCall(text, gene)));
  const match = Object.entries(values).find(
    ([, { codes = [], spellings }]) =>
      codes.some((code) => codings.some((coding) => codeKey(coding) === codeKey(code))) ||
      spellings.some((spelling) => calls.has(canonicalCall(spelling, gene))),
  );
  const value = match?.[0] ?? otherValue;
  return value === undefined
    ? { kind: 'refused', reason: 'no-value', detail: 'the call is not one the feature knows' }
    : { kind: 'value', value };
}

/** The gene is told by the panel's gene components, by the text of the call, or by a code that stands for one gene. */
function isAbout({ observation, component }: ObservationFact, declaration: Genotype): boolean {
  if (isOfOtherVariant(observation, declaration)) return false;
  const holder = component ?? observation;
  const named = callTexts(holder).some((text) => namesGene(text, declaration.gene));
  const genes = geneComponents(observation);
  if (genes.length > 1) return named;
  if (genes.length === 1) return genes.some((part) => isGene(part, declaration));
  const isGeneric = (holder.code?.coding ?? []).some((coding) => genericKeys.has(codeKey(coding)));
  return named || !isGeneric;
}

/**
 * True when the result names its variant by dbSNP id, the declaration's spellings name theirs, and they differ: `C/T` of
 * VKORC1 rs7294 is no call of rs9923231.
 */
function isOfOtherVariant({ component = [] }: Observation, { values }: Genotype): boolean {
  const parts = component.filter(({ code }) => code?.coding?.some((coding) => codeKey(coding) === dbSnpKey));
  if (parts.length === 0) return false;
  const declared = rsIds(Object.values(values).flatMap(({ spellings }) => spellings));
  const named = rsIds(
    parts.flatMap((part) => [
      ...callTexts(part),
      ...(part.valueCodeableConcept?.coding ?? []).flatMap(({ code }) => code ?? []),
    ]),
  );
  return declared.size > 0 && named.size > 0 && ![...named].some((id) => declared.has(id));
}

function rsIds(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => text.toLowerCase().match(/rs\d+/g) ?? []));
}

function geneComponents({ component }: Observation): readonly ObservationComponent[] {
  return (component ?? []).filter(({ code }) => code?.coding?.some((coding) => codeKey(coding) === geneStudiedKey));
}

function isGene(part: ObservationComponent, { gene, geneCodes = [] }: Genotype): boolean {
  const wanted = new Set(geneCodes.map((code: Code) => codeKey(code)));
  const coded = (part.valueCodeableConcept?.coding ?? []).some((coding) => wanted.has(codeKey(coding)));
  return coded || callTexts(part).some((text) => namesGene(text, gene));
}

/** Every text that may spell the call. */
function callTexts({ valueCodeableConcept, valueString }: Observation | ObservationComponent): readonly string[] {
  const concept: CodeableConcept = valueCodeableConcept ?? {};
  const texts = [valueString, concept.text, ...(concept.coding ?? []).map(({ display }) => display)];
  return texts.filter((text) => text !== undefined);
}
