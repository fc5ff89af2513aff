import { valueOf } from '@cardwright/features';
import type { FeatureVector, ModelInputs } from '@cardwright/cds-service';
import { womenPoints } from './coefficients.ts';

/**
 * Items of Padua that are made of several facts. Active cancer is metastases, or chemotherapy or radiotherapy within six months
 * (Barbar 2010): a tumor on the list alone leaves it open. An operation or trauma is no only where there was no procedure at all.
 */
export function paduaItems(vector: FeatureVector): ModelInputs {
  const of = (name: string) => valueOf(vector, name);
  const cancer = of('metastases') === true ? true : of('metastases') === false && of('tumor') === false ? false : null;
  const isHurt = of('trauma') === true || of('operation_last_month') === true;
  const isUnhurt = of('trauma') === false && of('procedure_last_month') === false;
  return { active_cancer: cancer, recent_trauma_surgery: isHurt ? true : isUnhurt ? false : null };
}

/** The items of Caprini that count for women only, for anybody who is not known to be a woman: not given. */
export const womenItems = (vector: FeatureVector): ModelInputs =>
  valueOf(vector, 'sex') === 'female' ? {} : Object.fromEntries(Object.keys(womenPoints).map((name) => [name, null]));
