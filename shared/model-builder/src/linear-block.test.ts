import { expect, test } from '@jest/globals';
import { GraphBuilder } from './graph-builder.ts';
import { linearBlock } from './linear-block.ts';
import type { Node } from './node.ts';

type Formula = (g: GraphBuilder, block: Node) => Node;

/** Bytes of a graph over three terms: equal bytes, equal graph. What the graphs compute is proven in graph-builder.test.ts. */
const bytesOf = (formula: Formula): string => {
  const g = new GraphBuilder({ name: 'test', columns: names });
  g.outputs([formula(g, g.stack(names.map((name) => g.column(name))))]);
  return Buffer.from(g.toBytes()).toString('hex');
};
const names = ['age', 'bmi', 'sbp'];
const linearBytes = (coefficients: readonly Readonly<Record<string, number>>[]): string =>
  bytesOf((g, block) => linearBlock(g, coefficients, { names, block }));

test('is one weighted sum per output over the terms that have coefficients', () => {
  const written = bytesOf((g, block) =>
    g.weightedSums(
      g.pick(block, [2, 0]),
      [
        [3, 0.5],
        [-1, 0],
      ],
      [1, 0],
    ),
  );
  expect(
    linearBytes([
      { sbp: 3, age: 0.5, constant: 1 },
      { age: 0, sbp: -1 },
    ]),
  ).toBe(written);
});

test.each([
  ['a coefficient without a term', [{ age: 1, ldl: 2 }], /"ldl" has no term/],
  ['a term that the first output lacks', [{ age: 1 }, { age: 1, bmi: 2 }], /"bmi" is not in every output/],
  ['a term that another output lacks', [{ age: 1, bmi: 2 }, { age: 1 }], /"bmi" is not in every output/],
  ['no outputs', [], /./],
])('refuses %s', (_name, coefficients: readonly Readonly<Record<string, number>>[], message) => {
  expect(() => linearBytes(coefficients)).toThrow(
    expect.objectContaining({ code: 'model-invalid', message: expect.stringMatching(message) }),
  );
});
