import type { Engine } from '@cardwright/cds-service';
import { onnxruntimeVersion } from '@cardwright/scoring';
import manifest from '../package.json' with { type: 'json' };

/** The versions that compute the numbers, recorded in every evaluation. */
export const engine: Engine = {
  cardwright: manifest.version,
  onnxruntime: onnxruntimeVersion,
  node: process.versions.node,
};
