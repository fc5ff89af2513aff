import { CardwrightError } from '@cardwright/cds-service';
import type { GraphBuilder } from './graph-builder.ts';
import type { Node } from './node.ts';

/**
 * Σ coefficients[term] · terms[term] + coefficients.constant (0 when there is none).
 * Terms without a coefficient are left out, so their absence does not touch the sum.
 * A coefficient without a term is an error (`model-invalid`): it would be lost without a word.
 */
export const linear = (
  g: GraphBuilder,
  coefficients: Readonly<Record<string, number>>,
  terms: Readonly<Record<string, Node>>,
): Node => {
  const weighted = Object.entries(coefficients).filter(([name]) => name !== 'constant');
  const nodes = weighted.map(([name]) => {
    const node = terms[name];
    if (node === undefined) throw new CardwrightError('model-invalid', `coefficient "${name}" has no term`, { name });
    return node;
  });
  const weights = weighted.map(([, weight]) => weight);
  return g.weightedSum(nodes, weights, coefficients['constant'] ?? 0);
};
