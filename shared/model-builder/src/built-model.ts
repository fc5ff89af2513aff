import type { GoldenVector, ModelManifest } from '@cardwright/cds-service';
import type { GraphBuilder } from './graph-builder.ts';

/** What `services/<id>/models.ts` exports as `buildModels(): readonly BuiltModel[]`; `npm run generate` writes the three files. */
export interface BuiltModel {
  /** Everything but the hash, which is taken from the bytes when they are written. */
  readonly manifest: Omit<ModelManifest, 'sha256'>;
  readonly graph: GraphBuilder;
  /** Reference vectors first, then vectors from an own computation, 50 or more in all. */
  readonly golden: readonly GoldenVector[];
}
