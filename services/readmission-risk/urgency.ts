import type { AbsenceReason, FeatureVector, PresentFeature } from '@cardwright/cds-service';

/** Whether the admission was urgent, with the feature that says so; or why nobody can tell. */
export type Urgency =
  | { readonly value: boolean; readonly feature: 'admission_priority' | 'admitted_via_emergency' }
  | { readonly value: null; readonly reason: AbsenceReason };

/**
 * The recorded priority decides. Where there is none, an admission via the emergency department was urgent; any other
 * source of admission says neither yes nor no.
 */
export function urgency({ features }: FeatureVector): Urgency {
  const { admission_priority: priority, admitted_via_emergency: viaEmergency } = features;
  if (isYesOrNo(priority)) return { value: priority.value, feature: 'admission_priority' };
  if (isYesOrNo(viaEmergency) && viaEmergency.value) return { value: true, feature: 'admitted_via_emergency' };
  return { value: null, reason: priority?.status === 'absent' ? priority.reason : 'none-recorded' };
}

function isYesOrNo(
  feature: FeatureVector['features'][string] | undefined,
): feature is PresentFeature & { readonly value: boolean } {
  return feature?.status === 'present' && typeof feature.value === 'boolean';
}
