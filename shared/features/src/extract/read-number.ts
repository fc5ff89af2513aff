import type { RecordedValue } from '@cardwright/cds-service';
import { canonicalSystem, convertQuantity, isWithheld, ucumSystem, type ObservationFact } from '@cardwright/fhir';
import type { Quantity } from '@medplum/fhirtypes';
import type { Reading } from '../choose-fact.ts';
import type { ObservationNumber } from '../declaration.ts';
import { hasValue } from '../has-value.ts';
import { roundHalfUp } from '../round-half-up.ts';

export interface ReadNumber {
  readonly value: number;
  /** Set when the value as used differs from the value as recorded. */
  readonly recorded?: RecordedValue;
}

/** The number of one result in the declared unit, rounded to `decimals` where given; or what keeps it from being one. */
export function readNumber(
  { observation, component }: ObservationFact,
  { unit, plausible }: Pick<ObservationNumber, 'unit' | 'plausible'>,
  decimals: number | undefined,
): Reading<ReadNumber> {
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
