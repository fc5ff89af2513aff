import type { FeatureVector, SiteChoices } from '@cardwright/cds-service';
import type { ValueSet } from '@cardwright/fhir';
import { spo2Scale2Decision } from './value-sets.ts';

/**
 * Whether SpO2 scale 2 is to be used; `null` when the record of the decision could not be read. Where a site has
 * configured no code for the decision, no query could answer otherwise and scale 1 is used, read or not.
 */
export function usesScale2(
  vector: FeatureVector,
  site: SiteChoices | undefined,
  decision: ValueSet = spo2Scale2Decision,
): boolean | null {
  const { scale2 } = vector.features;
  if (scale2?.status === 'present') return scale2.value === true;
  const hasCode =
    decision.codes.length > 0 ||
    decision.prefixes !== undefined ||
    site?.localValueSets?.includes(decision.id) === true;
  return hasCode ? null : false;
}
