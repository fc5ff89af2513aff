import type { Feature } from '@cardwright/cds-service';
import { codeKey, compareFacts, isWithheld, type Code, type ObservationFact } from '@cardwright/fhir';
import type { CodeableConcept, Observation, ObservationComponent } from '@medplum/fhirtypes';
import { chooseFact, type Chosen, type Reading } from '../choose-fact.ts';
import type { Genotype } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { canonicalCall, namesGene } from '../genotype-call.ts';
import { hasValue } from '../has-value.ts';
import { judgeFacts } from '../judge-facts.ts';
import { readDiplotype } from '../read-diplotype.ts';
import { readHla } from '../read-hla.ts';
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
 * outside the declared values stays: nobody loses one, and a later test may have looked for fewer. With `conflictValue` usable
 * calls that differ are that value.
 */
export function extractGenotype(declaration: Genotype, x: Extraction, keys: readonly string[]): Feature {
  const facts = x.record.observations(declaration.codes).filter((fact) => isAbout(fact, declaration));
  const chosen = chooseFact(x, { facts, window: anyTime, keys }, (fact) => readCall(fact, declaration));
  const differing = differingCalls(facts, x, declaration);
  if (differing.length > 0 && declaration.conflictValue !== undefined)
    return present(declaration.conflictValue, differing);
  if ('status' in chosen) return chosen;
  const { fact, value } = outsideCall(facts, x, declaration) ?? chosen;
  return present(value, [fact]);
}

/** The newest fact first: its time is the time of the feature. */
function present(value: string, facts: readonly ObservationFact[]): Feature {
  const effective = facts[0] && recordedEffective(facts[0].observation);
  return {
    status: 'present',
    value,
    unit: '{category}',
    ...(effective !== undefined && { effective }),
    references: [...new Set(facts.map(({ reference }) => reference))],
  };
}

/** All usable calls, newest first, when they do not agree and the declaration wants to know; else none. */
function differingCalls(
  facts: readonly ObservationFact[],
  x: Extraction,
  declaration: Genotype,
): readonly ObservationFact[] {
  if (declaration.conflictValue === undefined) return [];
  const calls = judgeFacts(facts, x, anyTime).counting.flatMap((fact) => {
    const reading = readCall(fact, declaration);
    return reading.kind === 'value' ? [{ fact, value: reading.value }] : [];
  });
  if (new Set(calls.map(({ value }) => value)).size < 2) return [];
  return calls.map(({ fact }) => fact).toSorted(compareFacts);
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
  const value = valueOf(holder, declaration) ?? declaration.otherValue;
  return value === undefined
    ? { kind: 'refused', reason: 'no-value', detail: 'the call is not one the feature knows' }
    : { kind: 'value', value };
}

/** A listed value first, then a pair of declared alleles, then a typing for one HLA allele. */
function valueOf(holder: Observation | ObservationComponent, declaration: Genotype): string | undefined {
  const { gene, values, alleles, hlaAllele } = declaration;
  const codings = holder.valueCodeableConcept?.coding ?? [];
  const texts = callTexts(holder);
  const calls = new Set(texts.map((text) => canonicalCall(text, gene)));
  const match = Object.entries(values).find(
    ([, { codes = [], spellings }]) =>
      codes.some((code) => codings.some((coding) => codeKey(coding) === codeKey(code))) ||
      spellings.some((spelling) => calls.has(canonicalCall(spelling, gene))),
  );
  if (match !== undefined) return match[0];
  const pair = alleles && texts.map((text) => readDiplotype(text, gene, alleles)).find((one) => one !== undefined);
  if (pair !== undefined || hlaAllele === undefined) return pair;
  const reading = hlaReadings(holder, gene, hlaAllele.allele).find((one) => one !== undefined);
  if (reading === undefined || reading === 'other-allele') return undefined;
  return reading === 'carrier' ? hlaAllele.carrier : hlaAllele.notCarrier;
}

/** A GL string stands in the code of a coding, without a display (HL7 Genomics Reporting, genotype-hla-a-glstring). */
function hlaReadings(holder: Observation | ObservationComponent, gene: string, allele: string) {
  const codes = (holder.valueCodeableConcept?.coding ?? []).flatMap(({ code }) => code ?? []);
  return [...callTexts(holder), ...codes].map((text) => readHla(text, gene, allele));
}

/** The gene is told by the panel's gene components, by the text of the call, or by a code that stands for one gene. */
function isAbout({ observation, component }: ObservationFact, declaration: Genotype): boolean {
  const holder = component ?? observation;
  if (isOfOtherVariant(observation, declaration) || isOfOtherAllele(holder, declaration)) return false;
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

/** `HLA-B*58:01 negative` is no call of *57:01. */
const isOfOtherAllele = (holder: Observation | ObservationComponent, { gene, hlaAllele }: Genotype): boolean =>
  hlaAllele !== undefined && hlaReadings(holder, gene, hlaAllele.allele).includes('other-allele');

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
