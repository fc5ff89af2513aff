import type { FeatureVector, MissingFeature } from '@cardwright/cds-service';
import type { GeneCall } from './gene-call.ts';
import { geneFeatures } from './genes.ts';

/** The features of the genes whose call is not known, with the reason; what is on file and unusable is `no-value`. */
export function missingGenes(
  calls: readonly GeneCall[],
  vector: FeatureVector,
  required: boolean,
): readonly MissingFeature[] {
  return calls
    .filter(({ state }) => state !== 'known')
    .flatMap(({ gene }) => geneFeatures[gene])
    .map((feature) => {
      const found = vector.features[feature];
      return { feature, reason: found?.status === 'absent' ? found.reason : 'no-value', required };
    });
}
