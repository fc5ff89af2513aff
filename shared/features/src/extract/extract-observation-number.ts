import type { Feature, RecordedValue } from '@cardwright/cds-service';
import { canonicalSystem, convertQuantity, isWithheld, ucumSystem, type ObservationFact } from '@cardwright/fhir';
import type { Quantity } from '@medplum/fhirtypes';
import { chooseFact, chooseWorst, type Reading } from '../choose-fact.ts';
import type { ObservationNumber } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { hasValue } from '../has-value.ts';
import { recordedEffective } from '../recorded-effective.ts';
import { roundHalfUp } from '../round-half-up.ts';

interface ReadNumber {
  readonly value: number;
  /** Set when the value as used differs from the value as recorded. */
  readonly recorded?: RecordedValue;
}

/**
 * A number in the declared unit. `latest` and `first` are decided by the newest (oldest) result that says something: if
 * that one is in a refused unit, implausible or unreadable, the feature is absent with that reason, because the chart
 * holds a newer result than any that could stand in for it. `min` and `max` pass over what cannot be read.
 */
export function extractObservationNumber(
  declaration: ObservationNumber,
  x: Extraction,
  keys: readonly string[],
): Feature {
  const { codes, pick, unit, usual, window } = declaration;
  const query = { facts: x.record.observations(codes), window, keys };
  const read = (fact: ObservationFact) => readNumber(fact, declaration);
  const chosen =
    pick === 'latest' || pick === 'first' ? chooseFact(x, query, read, pick) : chooseWorst(x, query, read, pick);
  if ('status' in chosen) return chosen;
  const { value, recorded }: ReadNumber = chosen.value;
  const effective = recordedEffective(chosen.fact.observation);
  return {
    status: 'present',
    value,
    unit: unit.canonical,
    ...(effective !== undefined && { effective }),
    references: [chosen.fact.reference],
    ...(recorded && { recorded }),
    ...(usual && (value < usual[0] || value > usual[1]) && { unusual: true }),
  };
}

function readNumber({ observation, component }: ObservationFact, declaration: ObservationNumber): Reading<ReadNumber> {
  const { unit, plausible, decimals } = declaration;
  const holder = component ?? observation;
  if (isWithheld(observation, holder)) return { kind: 'refused', reason: 'withheld', detail: 'the result is masked' };
  const { valueInteger } = holder;
  const quantity = holder.valueQuantity ?? (valueInteger === undefined ? undefined : { value: valueInteger });
  if (!quantity)
    return hasValue(holder)
      ? { kind: 'refused', reason: 'no-value', detail: 'the result is not a number' }
      : { kind: 'empty', reason: 'no-value', detail: 'no value is recorded' };
  if (quantity.value === undefined && quantity.comparator === undefined)
    return { kind: 'empty', reason: 'no-value', detail: 'no number is recorded' };
  if (isHomonym(quantity))
    return { kind: 'refused', reason: 'unit-refused', detail: 'the UCUM code names another unit than its text' };
  const converted = convertQuantity(quantity, unit, holder.code);
  if (!converted.ok) return { kind: 'refused', reason: converted.reason, detail: converted.detail };
  const [low, high] = plausible;
  if (converted.value < low || converted.value > high)
    return {
      kind: 'refused',
      reason: 'implausible',
      detail: `the value lies outside ${low} to ${high} ${unit.canonical}`,
    };
  const value = decimals === undefined ? converted.value : roundHalfUp(converted.value, decimals);
  const asRecorded = !converted.converted && value === converted.value;
  return { kind: 'value', value: asRecorded ? { value } : { value, recorded: converted.recorded } };
}

/** Texts that EHRs print for a temperature and that are, as UCUM codes, farad and coulomb. */
const ucumHomonyms: ReadonlySet<string> = new Set(['F', 'C']);

function isHomonym({ code, system }: Quantity): boolean {
  return system !== undefined && code !== undefined && ucumHomonyms.has(code) && canonicalSystem(system) === ucumSystem;
}
