export type { BuiltDecision, BuiltModel } from './built-model.ts';
export { GraphBuilder } from './graph-builder.ts';
export { linear } from './linear.ts';
export { linearBlock } from './linear-block.ts';
export type { Terms } from './linear-block.ts';
export type { Band, Bool, Node } from './node.ts';
export { readReferenceVectors } from './read-reference-vectors.ts';
export type { ReferenceVector } from './read-reference-vectors.ts';
