import type { RecordedValue } from '@cardwright/cds-service';
import type { CodeableConcept, Quantity } from '@medplum/fhirtypes';
import { canonicalSystem } from './canonical-system.ts';
import { codeKey } from './code.ts';
import type { AcceptedUnit, UnitRule } from './unit-rule.ts';

/** The system of UCUM codes in `Quantity.system`. */
export const ucumSystem = 'http://unitsofmeasure.org';

/**
 * Converted values keep this many significant decimal digits, counted from the larger term of `value * factor + offset`.
 * Double arithmetic is good to about 15; rounding off the noise makes equal physical values equal numbers, so that
 * 98.6 [degF] is 37 and 106.08 umol/L of creatinine is the same number as 1.2 mg/dL. Values as recorded are not rounded.
 */
export const significantDigits = 12;

/** A quantity in the canonical unit, or why there is none. `detail` never holds free text from the chart. */
export type ConvertedQuantity =
  | {
      readonly ok: true;
      readonly value: number;
      readonly converted: boolean;
      /** The value as recorded, with the accepted code or text that named its unit. */
      readonly recorded: RecordedValue;
      /** The name of the conversion, where the rule has one. */
      readonly conversion?: string;
    }
  | { readonly ok: false; readonly reason: 'unit-refused' | 'no-value'; readonly detail: string };

/**
 * Reads a Quantity through a feature's allow-list. The UCUM code rules where the system is UCUM, whatever the text says;
 * a code without a system must be on the list and must not contradict an accepted text; the text rules only where there
 * is no code, or a code of another system. Codes and texts are compared exactly (UCUM is case-sensitive), so
 * `mL/min` is never `mL/min/{1.73_m2}`. A missing unit is refused unless the rule lists the empty alias `''`. `code` is the
 * code of the Observation or component, for units that some codes exclude.
 */
export function convertQuantity(quantity: Quantity, rule: UnitRule, code?: CodeableConcept): ConvertedQuantity {
  const { value, comparator } = quantity;
  if (comparator !== undefined) return { ok: false, reason: 'no-value', detail: 'the value is a limit, not a number' };
  if (typeof value !== 'number' || !Number.isFinite(value))
    return { ok: false, reason: 'no-value', detail: 'no number is recorded' };
  const unit = acceptedUnit(quantity, rule);
  if ('refused' in unit) return { ok: false, reason: 'unit-refused', detail: unit.refused };
  if (isExcepted(unit.accepted, code))
    return { ok: false, reason: 'unit-refused', detail: 'under this code the unit means another quantity' };
  const { factor = 1, offset = 0, conversion } = unit.accepted;
  const converted = factor !== 1 || offset !== 0;
  const canonical = converted ? roundedSum(value * factor, offset) : value;
  if (!Number.isFinite(canonical)) return { ok: false, reason: 'no-value', detail: 'the number is too large' };
  return {
    ok: true,
    value: canonical,
    converted,
    recorded: { value, ...(unit.name !== '' && { unit: unit.name }) },
    ...(conversion !== undefined && { conversion }),
  };
}

type UnitVerdict = { readonly accepted: AcceptedUnit; readonly name: string } | { readonly refused: string };

function acceptedUnit(quantity: Quantity, rule: UnitRule): UnitVerdict {
  const { code, unit } = quantity;
  const system = quantity.system === undefined ? undefined : canonicalSystem(quantity.system);
  const hasCode = code !== undefined && code !== '' && (system === undefined || system === '' || system === ucumSystem);
  const name = hasCode ? code : (unit ?? '').trim();
  const accepted = lookUp(name, rule);
  if (!accepted) return { refused: refusal(name) };
  if (hasCode && system !== ucumSystem && contradicts(accepted, unit, rule))
    return { refused: 'the code and the text of the unit contradict each other' };
  return { accepted, name };
}

function isExcepted({ exceptCodes }: AcceptedUnit, code: CodeableConcept | undefined): boolean {
  if (exceptCodes === undefined) return false;
  const keys = new Set(exceptCodes.map(codeKey));
  return (code?.coding ?? []).some((coding) => keys.has(codeKey(coding)));
}

function lookUp(name: string, rule: UnitRule): AcceptedUnit | undefined {
  return rule.accepts.find((unit) => (name !== '' && unit.ucum.includes(name)) || unit.aliases?.includes(name));
}

function contradicts(accepted: AcceptedUnit, text: string | undefined, rule: UnitRule): boolean {
  const other = text === undefined ? undefined : lookUp(text.trim(), rule);
  if (other === undefined) return false;
  return (other.factor ?? 1) !== (accepted.factor ?? 1) || (other.offset ?? 0) !== (accepted.offset ?? 0);
}

/** A unit is quoted only when it looks like one: what stands in a text field of the chart may be anything. */
function refusal(name: string): string {
  if (name === '') return 'no unit is recorded';
  return /^[A-Za-z0-9%/.*^[\]{}()_'"+-]{1,20}$/.test(name)
    ? `unit "${name}" is not accepted`
    : 'the unit is not accepted';
}

function roundedSum(term: number, offset: number): number {
  const largest = Math.max(Math.abs(term), Math.abs(offset));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  const decimals = significantDigits - 1 - Math.floor(Math.log10(largest));
  const sum = term + offset;
  // Beyond what toFixed takes (0 to 100 decimals) the sum is either huge or so small that it is rounded on its own.
  const rounded = decimals >= 0 && decimals <= 100 ? sum.toFixed(decimals) : sum.toPrecision(significantDigits);
  return Number(rounded) + 0;
}
