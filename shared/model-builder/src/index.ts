export type { BuiltModel } from './built-model.ts';
export { GraphBuilder } from './graph-builder.ts';
export { linear } from './linear.ts';
export type { Band, Bool, Node } from './node.ts';
