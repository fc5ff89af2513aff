import type { FeatureVector, MissingFeature, SiteChoices } from '@cardwright/cds-service';
import { onOxygen, oxygenFeatures } from './on-oxygen.ts';
import { measured } from './parameters.ts';
import { usesScale2 } from './uses-scale2.ts';

/** Parameters without a usable value, and why, in chart order; the SpO2 scale too when its record could not be read. */
export function missingParameters(vector: FeatureVector, site?: SiteChoices): readonly MissingFeature[] {
  const oxygen = onOxygen(vector) ? [] : ['on_oxygen'];
  const scale = usesScale2(vector, site) === null ? ['scale2'] : [];
  return [...measured.map(({ input }) => input), ...oxygen, ...scale].flatMap((name) => {
    const reason = name === 'on_oxygen' ? oxygenReason(vector) : reasonOf(vector, name);
    return reason === undefined ? [] : [{ feature: name, reason, required: false }];
  });
}

/** Of the three records that could have told, the first that is there but refused; else plainly not recorded. */
function oxygenReason(vector: FeatureVector): MissingFeature['reason'] {
  const reasons = oxygenFeatures.flatMap((name) => {
    const feature = vector.features[name];
    return feature?.status === 'absent' ? [feature.reason] : [];
  });
  const refused = reasons.find((reason) => reason !== 'none-recorded' && reason !== 'stale');
  return refused ?? reasons.find((reason) => reason === 'stale') ?? reasons[0] ?? 'not-queried';
}

/** `undefined`: it has a value. */
function reasonOf(vector: FeatureVector, name: string): MissingFeature['reason'] | undefined {
  const feature = vector.features[name];
  if (feature?.status === 'present') return undefined;
  return feature?.reason ?? 'not-queried';
}
