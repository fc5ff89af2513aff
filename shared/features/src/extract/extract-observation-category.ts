import type { Feature } from '@cardwright/cds-service';
import { codeKey, isWithheld, type Code, type ObservationFact } from '@cardwright/fhir';
import { chooseFact, type Reading } from '../choose-fact.ts';
import type { ObservationCategory } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { hasValue } from '../has-value.ts';
import { recordedEffective } from '../recorded-effective.ts';

/**
 * The category of the newest coded answer, or a yes/no with `asBoolean`. An answer on no list (`unknown if ever smoked`)
 * is `no-value`, and no older answer stands in for it. A `valueBoolean` answers `true` or `false` where those are categories.
 */
export function extractObservationCategory(
  declaration: ObservationCategory,
  x: Extraction,
  keys: readonly string[],
): Feature {
  const query = { facts: x.record.observations(declaration.codes), window: declaration.window, keys };
  const chosen = chooseFact(x, query, (fact) => readCategory(fact, declaration));
  if ('status' in chosen) return chosen;
  const effective = recordedEffective(chosen.fact.observation);
  return {
    status: 'present',
    value: declaration.asBoolean ? chosen.value === 'true' : chosen.value,
    unit: declaration.asBoolean ? '{boolean}' : '{category}',
    ...(effective !== undefined && { effective }),
    references: [chosen.fact.reference],
  };
}

function readCategory({ observation, component }: ObservationFact, declaration: ObservationCategory): Reading<string> {
  const holder = component ?? observation;
  if (isWithheld(observation, holder)) return { kind: 'refused', reason: 'withheld', detail: 'the answer is masked' };
  if (!hasValue(holder)) return { kind: 'empty', reason: 'no-value', detail: 'no answer is recorded' };
  const { valueBoolean, valueCodeableConcept } = holder;
  const codings = valueCodeableConcept?.coding ?? [];
  const matches = Object.entries(declaration.categories).filter(
    ([category, codes]) => category === String(valueBoolean) || codes.some((code) => isAmong(code, codings)),
  );
  const [match, second] = matches;
  if (!match) return { kind: 'refused', reason: 'no-value', detail: 'the answer is not one the feature knows' };
  if (second) return { kind: 'refused', reason: 'no-value', detail: 'the answer is coded in two ways that disagree' };
  return { kind: 'value', value: match[0] };
}

function isAmong(code: Code, codings: readonly { system?: string; code?: string }[]): boolean {
  const key = codeKey(code);
  return codings.some((coding) => codeKey(coding) === key);
}
