import type { AbsenceReason, EvaluationInput, Plan } from '@cardwright/cds-service';
import type { FeatureDeclaration, FeatureDeclarations } from '@cardwright/features';
import type { AudienceConfig } from './config.ts';

/** Features that the audience adds to those of the service. */
export const audienceFeatures = { encounterClass: 'audience_encounter_class', unit: 'audience_unit' } as const;

/** What has to be read from the chart to tell whether a call belongs to an audience. */
export function audienceDeclarations({ encounterClasses, units }: AudienceConfig): FeatureDeclarations {
  const declared: Record<string, FeatureDeclaration> = {};
  if (encounterClasses !== undefined) declared[audienceFeatures.encounterClass] = { kind: 'encounter-class' };
  if (units !== undefined) declared[audienceFeatures.unit] = { kind: 'encounter-unit', units };
  return declared;
}

/** The encounter was asked for, and there is none that says it. */
const known: readonly AbsenceReason[] = ['none-recorded', 'no-value', 'stale', 'status-refused'];

/**
 * `undefined` when the call belongs to the audience; else why not. A chart that could not be read is nobody's audience:
 * it is insufficient data, never a silent no. A notification has no user, so roles are not asked of it.
 */
export function judgeAudience(
  { roles, units, encounterClasses }: AudienceConfig,
  { vector, context }: EvaluationInput,
): Exclude<Plan, { kind: 'predict' }> | undefined {
  const role = context.userId?.split('/').at(-2);
  if (roles !== undefined && context.hook !== 'notification' && !roles.includes(role ?? ''))
    return outside(`a user of the kind ${roles.join(' or ')}`);
  const asked = [
    { name: audienceFeatures.encounterClass, is: encounterClasses, what: 'an encounter of the class' },
    { name: audienceFeatures.unit, is: units, what: 'the unit' },
  ];
  for (const { name, is, what } of asked) {
    if (is === undefined) continue;
    const feature = vector.features[name];
    if (feature?.status === 'present' && is.includes(String(feature.value))) continue;
    if (feature?.status === 'present' || known.includes(feature?.reason ?? 'not-queried'))
      return outside(`${what} ${is.join(' or ')}`);
    return {
      kind: 'insufficient-data',
      missing: [{ feature: name, reason: feature?.reason ?? 'not-queried', required: true }],
      reasons: ['Whether this call belongs to the audience of the service could not be established.'],
    };
  }
  return undefined;
}

const outside = (audience: string) => ({
  kind: 'not-applicable' as const,
  reasons: [`At this site the service is for ${audience} only.`],
});
