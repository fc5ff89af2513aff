import type { EligibilityRule, Feature, FeatureVector, MissingFeature } from '@cardwright/cds-service';

/** What the rules of a population say about one patient. */
export interface Eligibility {
  /** Sentences of the rules that do not hold; empty for who belongs to the population, as far as it is known. */
  readonly outside: readonly string[];
  /** Features without which nobody can tell. */
  readonly unknown: readonly MissingFeature[];
}

/** Holds a patient against every rule: somebody who is outside by one is outside, whatever else is not known. Pure. */
export function judgeEligibility(rules: readonly EligibilityRule[], { features }: FeatureVector): Eligibility {
  const outside = rules.filter((rule) => isOutside(rule, features[rule.feature]));
  const unknown = rules.filter(({ feature, whenUnknown }) => asks(whenUnknown) && !isPresent(features[feature]));
  return {
    outside: outside.map(({ otherwise }) => otherwise),
    unknown: [...new Set(unknown.map(({ feature }) => feature))].map((feature) => missing(feature, features[feature])),
  };
}

/** A feature that the answer cannot do without, with the reason for its absence. */
export function missing(feature: string, found: Feature | undefined): MissingFeature {
  const reason = found === undefined ? 'not-queried' : found.status === 'absent' ? found.reason : 'no-value';
  return { feature, reason, required: true };
}

const asks = (whenUnknown: EligibilityRule['whenUnknown']): boolean =>
  whenUnknown === undefined || whenUnknown === 'insufficient-data';
const isPresent = (feature: Feature | undefined): boolean => feature?.status === 'present';

function isOutside({ from, to, is, whenUnknown }: EligibilityRule, feature: Feature | undefined): boolean {
  if (feature?.status !== 'present') return whenUnknown === 'not-applicable';
  const { value } = feature;
  if (is !== undefined) return !is.includes(value);
  if (typeof value !== 'number') return true;
  return (from !== undefined && value < from) || (to !== undefined && value > to);
}
