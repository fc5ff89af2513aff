import { expect, test } from '@jest/globals';
import { GraphBuilder } from './graph-builder.ts';
import { linear } from './linear.ts';
import type { Node } from './node.ts';

/** Bytes of a graph with one output: equal bytes, equal graph. What the graphs compute is proven in graph-builder.test.ts. */
const bytesOf = (formula: (g: GraphBuilder, age: Node, bmi: Node) => Node): string => {
  const g = new GraphBuilder({ name: 'test', columns: ['age', 'bmi'] });
  g.outputs([formula(g, g.column('age'), g.column('bmi'))]);
  return Buffer.from(g.toBytes()).toString('hex');
};
const linearBytes = (coefficients: Record<string, number>): string =>
  bytesOf((g, age, bmi) => linear(g, coefficients, { age, bmi }));

test('is the weighted sum of the terms plus the constant', () => {
  const written = bytesOf((g, age, bmi) => g.weightedSum([age, bmi], [0.5, -2], 1));
  expect(linearBytes({ age: 0.5, bmi: -2, constant: 1 })).toBe(written);
});

test('without a constant adds 0', () => {
  expect(linearBytes({ age: 0.5, bmi: -2 })).toBe(bytesOf((g, age, bmi) => g.weightedSum([age, bmi], [0.5, -2], 0)));
});

test('a term without a coefficient is left out of the graph', () => {
  expect(linearBytes({ age: 0.5 })).toBe(bytesOf((g, age) => g.weightedSum([age], [0.5], 0)));
});

test('a coefficient without a term is refused', () => {
  expect(() => linearBytes({ age: 1, sbp: 2 })).toThrow(/"sbp" has no term/);
});
