import type { FeatureVector, ModelInputs } from '@cardwright/cds-service';
import { inputsOf, scores, type Score } from './signature.ts';
import { valueOf } from './value-of.ts';

/** The feature behind an input, where it has another name: SOFA takes the lowest Glasgow score of 24 hours. */
export const featureOf = (score: Score, input: string): string =>
  score === 'sofa' && input === 'gcs' ? 'gcs_lowest' : input;

/**
 * What the chart gives to each score; what is absent is `null`. Rates of vasoactive drugs are not read, and no record of
 * one is left open: a chart may hold no administrations at all.
 */
export function recordedInputs(vector: FeatureVector): Readonly<Record<Score, ModelInputs>> {
  const [qsofa, sirs, sofa] = scores.map((score) =>
    Object.fromEntries(
      inputsOf(`${score}-recorded`).map(({ name }) => [name, valueOf(vector, featureOf(score, name))]),
    ),
  );
  return { qsofa: { ...qsofa, altered_mentation: alteredMentation(vector) }, sirs: { ...sirs }, sofa: { ...sofa } };
}

/** Anything but alert (ACVPU) is altered. Alert leaves the question open: of the Glasgow scores it is 14 or 15. */
function alteredMentation(vector: FeatureVector): true | null {
  const consciousness = valueOf(vector, 'consciousness');
  return consciousness !== null && consciousness !== 'A' ? true : null;
}
