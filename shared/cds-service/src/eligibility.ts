import type { FeatureValue } from './feature.ts';

/**
 * One statement about whom a service is for, as data in `service.json`. Who is outside by one rule is outside, whatever else
 * is not known; the sentences of all rules that do not hold are said. A rule is a range of a number (`from`, `to`, inclusive, in the feature's unit) or a list (`is`).
 */
export interface EligibilityRule {
  /** A declared feature. */
  readonly feature: string;
  readonly from?: number;
  readonly to?: number;
  /** The values that belong to the population: `[false]`, `["IMP", "EMER"]`. */
  readonly is?: readonly FeatureValue[];
  /** What is said when the rule does not hold: one plain sentence. The outcome is `not-applicable`. */
  readonly otherwise: string;
  /** What an absent feature means. Default `insufficient-data`; `proceed`: the rule is passed over. */
  readonly whenUnknown?: 'insufficient-data' | 'not-applicable' | 'proceed';
}
