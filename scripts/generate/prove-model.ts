import { disableTelemetry, loadModel, provesPairwise, type ModelFiles } from '@cardwright/scoring';

/** A pairwise model's contributions by the antithetic pair and by enumeration agree to this much (link scale). */
const pairwiseTolerance = 1e-9;
const pairwiseSamples = 8;

/**
 * Loads the model as the product will (signature, sha256, every golden vector) and, where the manifest declares
 * `interactionOrder: 2`, proves it against enumeration. Throws with the reason: an unproven model is never written.
 */
export async function proveModel(files: ModelFiles): Promise<void> {
  disableTelemetry();
  const loaded = await loadModel(files);
  try {
    if (files.manifest.interactionOrder !== 2) return;
    const difference = await provesPairwise(loaded, pairwiseSamples);
    if (!(difference <= pairwiseTolerance)) {
      throw new Error(
        `${files.manifest.id} declares interactionOrder 2 but differs from enumeration by ${difference}.`,
      );
    }
  } finally {
    await loaded.release();
  }
}
