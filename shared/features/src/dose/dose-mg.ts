import { canonicalSystem, ucumSystem } from '@cardwright/fhir';
import type { Dosage, Medication, MedicationRequest, Quantity, Ratio } from '@medplum/fhirtypes';

/** One dose in mg, or why it cannot be told. */
export type DoseMg = { readonly ok: true; readonly mg: number } | { readonly ok: false; readonly reason: string };

/** How doses are read that are not one number of mg. */
export interface DoseOptions {
  /** "As needed" counts as if it were always needed, and of a range its upper end; without it neither has a dose. */
  readonly atMost?: true;
  /** mg in one tablet or capsule, where the product code says so. */
  readonly mgPerUnit?: number;
}

/** mg in one unit: UCUM codes, and the spellings of microgram that are safe to read. */
const mgOfUnit: Readonly<Record<string, number>> = { mg: 1, g: 1000, ug: 0.001, mcg: 0.001, µg: 0.001, μg: 0.001 };

/**
 * The dose of a Dosage in mg. Several doses (ordered and calculated) must agree. A dose in tablets needs the strength of
 * one tablet: it is read from a contained Medication with one ingredient, or is the caller's `mgPerUnit`, and not guessed otherwise.
 */
export function doseMg(
  { doseAndRate = [] }: Dosage,
  request: MedicationRequest,
  { atMost, mgPerUnit }: DoseOptions = {},
): DoseMg {
  if (!atMost && doseAndRate.some(({ doseRange }) => doseRange)) return { ok: false, reason: 'the dose is a range' };
  const quantities = doseAndRate.flatMap(({ doseQuantity, doseRange }) => doseQuantity ?? doseRange?.high ?? []);
  if (quantities.length === 0) return { ok: false, reason: 'the dose is not structured' };
  const doses = new Set(
    quantities.map((quantity) => massMg(quantity) ?? countedMg(quantity, request) ?? unitsMg(quantity, mgPerUnit)),
  );
  if (doses.size > 1) return { ok: false, reason: 'several doses are given' };
  const [mg] = doses;
  return mg === undefined ? { ok: false, reason: 'the dose is not given in mg, g or ug' } : { ok: true, mg };
}

function massMg(quantity: Quantity): number | undefined {
  const unit = mgOfUnit[unitName(quantity)];
  return unit === undefined ? undefined : positive(quantity, unit);
}

function unitName({ code, system, unit }: Quantity): string {
  return code !== undefined && (system === undefined || canonicalSystem(system) === ucumSystem)
    ? code
    : (unit ?? '').trim();
}

function positive({ comparator, value }: Quantity, factor: number): number | undefined {
  if (comparator !== undefined || value === undefined || !Number.isFinite(value) || value <= 0) return undefined;
  return Number((value * factor).toPrecision(12));
}

/** `2 {tbl}` of a contained Medication with `5 mg / 1 {tbl}` of its one ingredient. */
function countedMg(quantity: Quantity, request: MedicationRequest): number | undefined {
  const [strength, another] = strengths(request);
  if (!strength || another) return undefined;
  const { denominator, numerator } = strength;
  const mg = numerator && massMg(numerator);
  if (mg === undefined || !denominator || !isSameThing(denominator, quantity)) return undefined;
  const each = positive({ ...denominator, value: denominator.value ?? 1 }, 1);
  return each === undefined ? undefined : positive(quantity, mg / each);
}

/** Tablets and capsules, as UCUM annotations, as codes of HL7 v3-orderableDrugForm and in words. */
const solidUnit = /^\{?(?:tbl|tab(?:let)?|cap(?:sule)?)s?\}?(?:\(s\))?$/i;

function unitsMg(quantity: Quantity, mgPerUnit: number | undefined): number | undefined {
  return mgPerUnit !== undefined && solidUnit.test(unitName(quantity)) ? positive(quantity, mgPerUnit) : undefined;
}

function strengths({ contained, medicationReference }: MedicationRequest): readonly Ratio[] {
  const id = medicationReference?.reference?.replace(/^#/, '');
  const target = (contained ?? []).find((resource) => resource.id === id);
  const medication: Medication | undefined = target?.resourceType === 'Medication' ? target : undefined;
  const ingredients = medication?.ingredient ?? [];
  return ingredients.length === 1 ? ingredients.flatMap(({ strength }) => strength ?? []) : [];
}

function isSameThing(a: Quantity, b: Quantity): boolean {
  const [one, other] = [unitName(a), unitName(b)];
  return one !== '' && one.toLowerCase() === other.toLowerCase();
}
