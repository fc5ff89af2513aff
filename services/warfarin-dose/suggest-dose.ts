import { quantity, updateSuggestion } from '@cardwright/cards';
import type { Suggestion } from '@cardwright/cds-service';
import { dailyDoseMg } from '@cardwright/features';
import { canonicalSystem, ucumSystem } from '@cardwright/fhir';
import type { Dosage, MedicationRequest, Quantity } from '@medplum/fhirtypes';

/** Ours, not the paper's: the estimate is offered to the nearest half milligram a day. */
export const roundingStepMg = 0.5;

/**
 * A suggestion that puts the rounded estimate into the draft and leaves the rest of it as it is. None when the draft has
 * no id, no single structured dose in mg once a day, or has the rounded dose already. Never recommended: the clinician
 * decides.
 */
export function suggestDose(draft: MedicationRequest, estimateMg: number): Suggestion | undefined {
  const [instruction, ...others] = draft.dosageInstruction ?? [];
  if (draft.id === undefined || instruction === undefined || others.length > 0 || hasMaximum(instruction))
    return undefined;
  const drafted = onceDailyMg(draft);
  // Halves of the step go up; the estimate is never negative.
  const roundedMg = Math.round(estimateMg / roundingStepMg) * roundingStepMg;
  if (drafted === undefined || roundedMg === 0 || roundedMg === drafted.value) return undefined;
  const doseAndRate = [{ ...instruction.doseAndRate?.[0], doseQuantity: { ...drafted, value: roundedMg } }];
  const said = `${quantity(roundedMg, 'mg')} once daily`;
  const text = instruction.text ?? instruction.patientInstruction;
  const byHand =
    text === undefined ? '' : ' The written instruction in the draft is left as it is and must be corrected by hand.';
  return updateSuggestion({
    label: `Change the draft to ${said}`,
    description: `Sets the dose of the draft warfarin order to ${said}: the estimate of ${quantity(estimateMg, 'mg/d', { decimals: 2 })}, rounded by Cardwright to the nearest ${roundingStepMg} mg. Nothing else in the order changes: check that it fits the strength of the product.${byHand}`,
    resource: { ...draft, dosageInstruction: [{ ...instruction, doseAndRate }] },
  });
}

/** The one structured dose in mg when it is taken once a day, every day; else undefined. */
function onceDailyMg(draft: MedicationRequest): Quantity | undefined {
  const [dose, ...others] = draft.dosageInstruction?.[0]?.doseAndRate ?? [];
  const quantityMg = dose?.doseQuantity;
  if (quantityMg === undefined || others.length > 0 || !isMilligram(quantityMg)) return undefined;
  const daily = dailyDoseMg(draft);
  return daily.ok && daily.mgPerDay === quantityMg.value ? quantityMg : undefined;
}

const isMilligram = ({ system, code, unit, comparator }: Quantity): boolean =>
  comparator === undefined &&
  (code === undefined ? unit === 'mg' : code === 'mg' && canonicalSystem(system ?? ucumSystem) === ucumSystem);

/** A stated maximum may lie below the new dose. */
const hasMaximum = ({ maxDosePerPeriod, maxDosePerAdministration, maxDosePerLifetime }: Dosage): boolean =>
  [maxDosePerPeriod, maxDosePerAdministration, maxDosePerLifetime].some((maximum) => maximum !== undefined);
