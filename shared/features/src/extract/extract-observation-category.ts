import type { Feature } from '@cardwright/cds-service';
import { codeKey, isWithheld, type Code, type ObservationFact } from '@cardwright/fhir';
import { chooseFact, type Reading } from '../choose-fact.ts';
import type { ObservationCategory } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { hasValue } from '../has-value.ts';
import { recordedEffective } from '../recorded-effective.ts';
import { resolveWindow } from '../resolve-window.ts';

/**
 * The category of the newest coded answer, or a yes/no with `asBoolean`. An answer on no list (`unknown if ever smoked`)
 * or labelled as unknown is `no-value`, and no older answer stands in for it. A `valueBoolean` answers `true` or `false` where those are categories.
 */
export function extractObservationCategory(
  declaration: ObservationCategory,
  x: Extraction,
  keys: readonly string[],
): Feature {
  const window = resolveWindow(declaration.window, x);
  if ('status' in window) return window;
  const query = { facts: x.record.observations(declaration.codes), window, keys };
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
  if (saysUnknown(valueCodeableConcept?.text)) return ownWordsSayUnknown;
  const all = valueCodeableConcept?.coding ?? [];
  const codings = all.filter(({ display }) => !saysUnknown(display));
  if (codings.length === 0 && all.length > 0) return ownWordsSayUnknown;
  const matches = Object.entries(declaration.categories).filter(
    ([category, codes]) => category === String(valueBoolean) || codes.some((code) => isAmong(code, codings)),
  );
  const [match, second] = matches;
  if (!match) return { kind: 'refused', reason: 'no-value', detail: 'the answer is not one the feature knows' };
  if (second) return { kind: 'refused', reason: 'no-value', detail: 'the answer is coded in two ways that disagree' };
  return { kind: 'value', value: match[0] };
}

/**
 * SNOMED CT 77176002 is "Smoker" today, and systems that still print it as "Smoker, current status unknown" (the label of
 * ONC and US Core 3.1.1) mean that by it. What the answer itself calls unknown is not known, whatever its code means.
 */
const ownWordsSayUnknown = {
  kind: 'refused',
  reason: 'no-value',
  detail: 'the answer is labelled as unknown',
} as const satisfies Reading<string>;

function saysUnknown(words: string | undefined): boolean {
  return words !== undefined && /\bunknown\b/i.test(words);
}

function isAmong(code: Code, codings: readonly { system?: string; code?: string }[]): boolean {
  const key = codeKey(code);
  return codings.some((coding) => codeKey(coding) === key);
}
