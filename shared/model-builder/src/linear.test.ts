import { expect, test } from '@jest/globals';
import { GraphBuilder } from './graph-builder.ts';
import { linear } from './linear.ts';
import { runGraph } from './run-graph.testing.ts';

const build = (coefficients: Record<string, number>): GraphBuilder => {
  const g = new GraphBuilder({ name: 'test', columns: ['age', 'bmi'] });
  g.outputs([linear(g, coefficients, { age: g.column('age'), bmi: g.column('bmi') })]);
  return g;
};

test('sums the weighted terms and the constant', async () => {
  const { outputs } = await runGraph(build({ age: 0.5, bmi: -2, constant: 1 }), [[10, 3]]);
  expect(outputs).toEqual([[0]]);
});

test('a term without a coefficient is left out: its absence changes nothing', async () => {
  const { outputs } = await runGraph(build({ age: 0.5 }), [[10, NaN]]);
  expect(outputs).toEqual([[5]]);
});

test('NaN in a term that counts gives NaN', async () => {
  const { outputs } = await runGraph(build({ age: 0.5, bmi: 1 }), [
    [10, NaN],
    [10, 1],
  ]);
  expect(outputs).toEqual([[NaN], [6]]);
});

test('a coefficient without a term is refused', () => {
  expect(() => build({ age: 1, sbp: 2 })).toThrow(/"sbp" has no term/);
});
