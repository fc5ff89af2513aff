import type { Feature, FeatureVector } from '@cardwright/cds-service';
import { quantity } from '@cardwright/cards';
import { ranges } from './signature.ts';
import { chronicDays } from './windows.ts';

/** eGFR from which the equations do not apply (reference, exclusions). */
export const egfrLimit = 60;

/** Why the equations are not for this patient; empty when they are, as far as is known. */
export function outsideThePopulation({ features }: FeatureVector): readonly string[] {
  const [years, egfr] = [numberIn(features['age']), numberIn(features['egfr'])];
  return [
    ...(valueIn(features['deceased']) === true ? ['The patient has died.'] : []),
    ...(years !== undefined && years < ranges.age[0] ? [`Age ${years}: the equations are for adults.`] : []),
    ...(valueIn(features['krt']) === true ? ['Dialysis or a kidney transplant is on record.'] : []),
    ...(egfr !== undefined && egfr >= egfrLimit
      ? [
          `eGFR ${quantity(egfr, 'mL/min/{1.73_m2}', { decimals: 0 })}: the equations are for an eGFR below ${egfrLimit}.`,
        ]
      : []),
  ];
}

/** Chronic: on the problem list, or an eGFR below the limit at least 90 days before. `undefined`: cannot be told. */
export function isChronic({ features }: FeatureVector): boolean | undefined {
  const earlier = numberIn(features['egfr_earlier']);
  if (valueIn(features['ckd']) === true || (earlier !== undefined && earlier < egfrLimit)) return true;
  return features['ckd']?.status === 'present' ? false : undefined;
}

/** What is said of a low eGFR that may be a passing one. */
export const notChronic = `No chronic kidney disease on the problem list and no eGFR below ${egfrLimit} from at least ${chronicDays} days ago.`;

/** A number, when there is one. */
export function numberIn(feature: Feature | undefined): number | undefined {
  const value = valueIn(feature);
  return typeof value === 'number' ? value : undefined;
}

const valueIn = (feature: Feature | undefined) => (feature?.status === 'present' ? feature.value : undefined);
