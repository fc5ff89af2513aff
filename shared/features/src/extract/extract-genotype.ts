import type { Feature } from '@cardwright/cds-service';
import { codeKey, isWithheld, type Code, type ObservationFact } from '@cardwright/fhir';
import type { CodeableConcept, Observation, ObservationComponent } from '@medplum/fhirtypes';
import { chooseFact, type Reading } from '../choose-fact.ts';
import type { Genotype } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { canonicalCall, namesGene } from '../genotype-call.ts';
import { hasValue } from '../has-value.ts';
import { recordedEffective } from '../recorded-effective.ts';
import { geneStudied, genotypeDisplayName } from '../value-sets/genomics.ts';

const geneStudiedKey = codeKey(geneStudied);
/** Codes that say "a genotype" and not of which gene. */
const genericKeys: ReadonlySet<string> = new Set(genotypeDisplayName.codes.map(codeKey));

/**
 * The newest call for the gene, as one of the declared values. A call outside them is `otherValue`, or `no-value`; no
 * older call stands in for it. Results for other genes are not looked at.
 */
export function extractGenotype(declaration: Genotype, x: Extraction, keys: readonly string[]): Feature {
  const facts = x.record.observations(declaration.codes).filter((fact) => isAbout(fact, declaration));
  const chosen = chooseFact(x, { facts, window: undefined, keys }, (fact) => readCall(fact, declaration));
  if ('status' in chosen) return chosen;
  const effective = recordedEffective(chosen.fact.observation);
  return {
    status: 'present',
    value: chosen.value,
    unit: '{category}',
    ...(effective !== undefined && { effective }),
    references: [chosen.fact.reference],
  };
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
  const holder = component ?? observation;
  const named = callTexts(holder).some((text) => namesGene(text, declaration.gene));
  const genes = geneComponents(observation);
  if (genes.length > 1) return named;
  if (genes.length === 1) return genes.some((part) => isGene(part, declaration));
  const isGeneric = (holder.code?.coding ?? []).some((coding) => genericKeys.has(codeKey(coding)));
  return named || !isGeneric;
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
