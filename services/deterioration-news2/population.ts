import type { AbsenceReason, FeatureVector, Plan } from '@cardwright/cds-service';
import { acuteEncounterClasses } from './value-sets.ts';

/** NEWS2 is for people of this age, in completed years, or older. */
const minimumAgeYears = 16;

/** The encounter query was answered, and no encounter covers this moment. */
const noEncounter: readonly AbsenceReason[] = ['none-recorded', 'stale', 'status-refused'];

/**
 * Who NEWS2 is for: 16 or over, not pregnant, in an acute encounter, alive. `undefined` when the patient belongs to it.
 * Pregnancy that nobody recorded does not silence the score (the card states the limit): a missed deterioration weighs
 * more. Age and encounter must be known.
 */
export function population(vector: FeatureVector): Exclude<Plan, { kind: 'predict' }> | undefined {
  const { age, deceased, encounter_class: encounter } = vector.features;
  if (isTrue(vector, 'deceased')) return notApplicable('The patient is recorded as deceased.');
  if (isTrue(vector, 'pregnant_condition') || isTrue(vector, 'pregnant_status'))
    return notApplicable('NEWS2 is not for use in pregnancy.');
  if (age?.status === 'present' && typeof age.value === 'number' && age.value < minimumAgeYears)
    return notApplicable(`NEWS2 is for people of ${minimumAgeYears} years or over.`);
  if (encounter?.status === 'absent' && noEncounter.includes(encounter.reason))
    return notApplicable('No acute encounter covers this moment; NEWS2 is for acute settings.');
  if (encounter?.status === 'present' && !acuteEncounterClasses.includes(String(encounter.value)))
    return notApplicable('The encounter is not an acute one; NEWS2 is for acute settings.');
  const unknown = [
    { feature: 'age', is: age },
    { feature: 'encounter_class', is: encounter },
    { feature: 'deceased', is: deceased },
  ].flatMap(({ feature, is }) =>
    is?.status === 'present' ? [] : [{ feature, reason: is?.reason ?? ('not-queried' as const), required: true }],
  );
  if (unknown.length === 0) return undefined;
  return {
    kind: 'insufficient-data',
    missing: unknown,
    reasons: ['Whether the patient belongs to the population of NEWS2 could not be established.'],
  };
}

function isTrue(vector: FeatureVector, name: string): boolean {
  const feature = vector.features[name];
  return feature?.status === 'present' && feature.value === true;
}

const notApplicable = (reason: string) => ({ kind: 'not-applicable' as const, reasons: [reason] });
