import type { Evaluation, Feature } from '@cardwright/cds-service';

/**
 * Whether what an earlier evaluation stood on was wrong rather than outlived: a value was amended, retracted or deleted, and not
 * followed by a newer one. Told from the features: a newer fact has a later time, a corrected one has not. What carries no time
 * (age, a default) says nothing. A result that arrives late and reaches further back than the one before counts as a correction too:
 * the earlier evaluation was made without it.
 */
export function isCorrection(now: Pick<Evaluation, 'features'>, before: Pick<Evaluation, 'features'>): boolean {
  return Object.entries(before.features.features).some(([name, earlier]) =>
    isCorrected(now.features.features[name], earlier),
  );
}

/** Reasons for which a value that was there cannot be there any more, whatever time has passed. */
const retracted: readonly string[] = ['status-refused', 'none-recorded'];

function isCorrected(now: Feature | undefined, before: Feature): boolean {
  if (before.status === 'absent' || before.effective === undefined || now === undefined) return false;
  if (now.status === 'absent') return retracted.includes(now.reason) && before.references.every(isResult);
  if (now.effective === undefined || isSame(now, before)) return false;
  return Date.parse(now.effective) <= Date.parse(before.effective);
}

/** A result stays where it is; an encounter or a prescription comes to its end. */
const isResult = (reference: string): boolean => reference.startsWith('Observation/');

const isSame = (now: PresentFeature, before: PresentFeature): boolean =>
  now.value === before.value && now.unit === before.unit && now.effective === before.effective;

type PresentFeature = Extract<Feature, { readonly status: 'present' }>;
