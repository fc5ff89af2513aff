import type { AbsenceReason, FeatureVector, Plan } from '@cardwright/cds-service';
import { valueOf } from './value-of.ts';
import { acuteEncounterClasses } from './value-sets.ts';

/** Years; children have other criteria (references, exclusions). */
const adultAge = 18;

/** The encounter query was answered, and no encounter covers this moment. */
const noEncounter: readonly AbsenceReason[] = ['none-recorded', 'stale', 'status-refused'];

/** Adults within an acute encounter, alive. `undefined` when the patient is one of them. */
export function population(vector: FeatureVector): Exclude<Plan, { kind: 'predict' }> | undefined {
  const age = valueOf(vector, 'age');
  const encounter = vector.features['encounter_class'];
  const reasons = [
    ...(valueOf(vector, 'deceased') === true ? ['The patient has died.'] : []),
    ...(typeof age === 'number' && age < adultAge ? [`Age ${age}: the criteria are for adults.`] : []),
    ...(encounter?.status === 'absent' && noEncounter.includes(encounter.reason)
      ? ['No acute encounter covers this moment.']
      : []),
    ...(encounter?.status === 'present' && !acuteEncounterClasses.includes(String(encounter.value))
      ? ['The encounter is not an acute one.']
      : []),
  ];
  if (reasons.length > 0) return { kind: 'not-applicable', reasons };
  const unknown = ['age', 'deceased', 'encounter_class'].filter((name) => valueOf(vector, name) === null);
  if (unknown.length === 0) return undefined;
  return {
    kind: 'insufficient-data',
    missing: unknown.map((name) => {
      const feature = vector.features[name];
      return { feature: name, reason: feature?.status === 'absent' ? feature.reason : 'not-queried', required: true };
    }),
    reasons: ['Whether the patient is an adult in acute care could not be established.'],
  };
}
