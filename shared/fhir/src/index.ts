export type { Code, ValueSet } from './code.ts';
export { codeKey } from './code.ts';
export type { AcceptedUnit, UnitRule } from './unit-rule.ts';
export type { Coverage, QueryState } from './coverage.ts';
export { wholeChart } from './coverage.ts';
