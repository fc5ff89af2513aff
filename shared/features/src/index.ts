export type * from './declaration.ts';
