import type { Dosage, MedicationRequest } from '@medplum/fhirtypes';
import { doseMg, type DoseOptions } from './dose-mg.ts';
import { timesPerDay } from './times-per-day.ts';

/** mg per day, or why there is none; `reason` is ours, never text of the order. */
export type DailyDose =
  { readonly ok: true; readonly mgPerDay: number } | { readonly ok: false; readonly reason: string };

/** mg per week, or why there is none. */
export type WeeklyDose =
  { readonly ok: true; readonly mgPerWeek: number } | { readonly ok: false; readonly reason: string };

/**
 * The average dose of an order in mg per week, from structured Dosage only (free text is never read). Dosages without a
 * sequence, or with the same one, are taken together and add up (5 mg on five days and 2.5 mg on two); dosages that
 * follow one another have no one dose. "As needed" and ranges are not computable, unless the most is asked for.
 */
export function weeklyDoseMg(request: MedicationRequest, options: DoseOptions = {}): WeeklyDose {
  const dosages = request.dosageInstruction ?? [];
  if (dosages.length === 0) return { ok: false, reason: 'no dosage is given' };
  if (new Set(dosages.map(({ sequence }) => sequence)).size > 1)
    return { ok: false, reason: 'the dosages follow one another' };
  let mgPerWeek = 0;
  for (const dosage of dosages) {
    const weekly = weeklyDoseOf(dosage, request, options);
    if (!weekly.ok) return weekly;
    mgPerWeek += weekly.mgPerWeek;
  }
  return { ok: true, mgPerWeek: withoutNoise(mgPerWeek) };
}

/** The average dose of an order in mg per day: a seventh of the weekly dose. */
export function dailyDoseMg(request: MedicationRequest, options: DoseOptions = {}): DailyDose {
  const weekly = weeklyDoseMg(request, options);
  return weekly.ok ? { ok: true, mgPerDay: withoutNoise(weekly.mgPerWeek / 7) } : weekly;
}

function weeklyDoseOf(dosage: Dosage, request: MedicationRequest, options: DoseOptions): WeeklyDose {
  if (!options.atMost && (dosage.asNeededBoolean || dosage.asNeededCodeableConcept))
    return { ok: false, reason: 'the dose is taken as needed' };
  const dose = doseMg(dosage, request, options);
  if (!dose.ok) return dose;
  const times = timesPerDay(dosage.timing, options.atMost);
  if (!times.ok) return times;
  const { count, days } = times.frequency;
  return { ok: true, mgPerWeek: (dose.mg * count * 7) / days };
}

/** 12 significant digits: 2.5 mg on three days of seven must be the same number however it was added up. */
function withoutNoise(value: number): number {
  return Number(value.toPrecision(12));
}
