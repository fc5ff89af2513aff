import type { ModelManifest } from '@cardwright/cds-service';
import { buildModels } from '../models.ts';

/** The manifests as `npm run generate` writes them, without the hashes, by variant. */
export const manifests: Readonly<Record<string, ModelManifest>> = Object.fromEntries(
  buildModels().map(({ manifest }) => [manifest.variant, { ...manifest, sha256: '' }]),
);
