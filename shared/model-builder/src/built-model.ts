import type { Decide, GoldenVector, ModelManifest, SignatureOutput } from '@cardwright/cds-service';
import type { GraphBuilder } from './graph-builder.ts';

/** What `services/<id>/models.ts` exports as `buildModels(): readonly BuiltModel[]`; `npm run generate` writes the three files. */
export interface BuiltModel {
  /** Everything but the hash, which is taken from the bytes when they are written. */
  readonly manifest: Omit<ModelManifest, 'sha256'>;
  readonly graph: GraphBuilder;
  /** Reference vectors first, then vectors from an own computation, 50 or more in all. */
  readonly golden: readonly GoldenVector[];
}

/** What `services/<id>/models.ts` exports as `buildDecisions()`: a pure function over `models/<variant>.table.json`. */
export interface BuiltDecision {
  /** The hash is that of the table; outputs are numbered when they are written. */
  readonly manifest: Omit<ModelManifest, 'sha256' | 'outputs'> & {
    readonly outputs: readonly Omit<SignatureOutput, 'column' | 'link'>[];
  };
  readonly decide: Decide;
  readonly golden: readonly GoldenVector[];
}
