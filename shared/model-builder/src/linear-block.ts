import { CardwrightError } from '@cardwright/cds-service';
import type { GraphBuilder } from './graph-builder.ts';
import type { Node } from './node.ts';

/** The terms of a formula as the columns of one block; `names[i]` names column i. */
export interface Terms {
  readonly names: readonly string[];
  readonly block: Node;
}

/**
 * `linear` for several outputs over the same terms, in one matrix product: column i is
 * Σ coefficients[i][term] · term + coefficients[i].constant (0 when there is none).
 * Terms without a coefficient are left out, so their absence does not touch the sums. An error (`model-invalid`): outputs
 * whose coefficients name different terms, because what is absent in one would reach the other; a coefficient without a term.
 */
export const linearBlock = (
  g: GraphBuilder,
  coefficients: readonly Readonly<Record<string, number>>[],
  { names, block }: Terms,
): Node => {
  const used = Object.keys(coefficients[0] ?? {}).filter((name) => name !== 'constant');
  for (const ofOutput of coefficients) {
    const differing = used.find((name) => !(name in ofOutput)) ?? otherThan(used, ofOutput);
    if (differing !== undefined) refuse(`coefficient "${differing}" is not in every output`, differing);
  }
  const columns = used.map((name) => {
    const column = names.indexOf(name);
    return column >= 0 ? column : refuse(`coefficient "${name}" has no term`, name);
  });
  return g.weightedSums(
    g.pick(block, columns),
    coefficients.map((ofOutput) => used.map((name) => ofOutput[name] ?? NaN)),
    coefficients.map((ofOutput) => ofOutput['constant'] ?? 0),
  );
};

const otherThan = (used: readonly string[], coefficients: Readonly<Record<string, number>>): string | undefined =>
  Object.keys(coefficients).find((name) => name !== 'constant' && !used.includes(name));

const refuse = (message: string, name: string): never => {
  throw new CardwrightError('model-invalid', message, { name });
};
