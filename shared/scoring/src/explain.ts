import { CardwrightError } from '@cardwright/cds-service';
import type { Contribution, Explanation, ModelInputs, ModelManifest } from '@cardwright/cds-service';
import type { CompiledOutput } from './compile-signature.ts';
import type { ExplanationPlan, RequestPlan } from './plan-request.ts';
import { shapleyOfCoalitions } from './shapley-of-coalitions.ts';
import { shapleyOfPair } from './shapley-of-pair.ts';

/** The link values of one request's rows. */
export interface LinkBlock {
  readonly links: Float64Array;
  /** Index of the request's first row. */
  readonly firstRow: number;
  readonly width: number;
}

const contributionsOf = (
  manifest: ModelManifest,
  inputs: ModelInputs,
  output: CompiledOutput,
  varying: readonly number[],
  shares: Float64Array,
): readonly Contribution[] => {
  const contributions: Contribution[] = [];
  varying.forEach((column, player) => {
    const input = manifest.inputs[column]?.name;
    // What an output does not depend on cannot have moved it; its share is 0 but for rounding.
    if (input === undefined || !output.columns.includes(column)) return;
    const reference = manifest.referencePatient?.inputs[input] ?? null;
    contributions.push({ input, reference, value: inputs[input] ?? null, contribution: shares[player] ?? NaN });
  });
  // The sort is stable: ties stay in input order.
  return contributions.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
};

const explainOutput = (
  manifest: ModelManifest,
  plan: RequestPlan,
  { varying, method }: ExplanationPlan,
  output: CompiledOutput,
  block: LinkBlock,
): readonly Explanation[] => {
  const { name, link } = output.signature;
  if (link === undefined) return [];
  const value = (row: number): number => block.links[(block.firstRow + row) * block.width + link.column] ?? NaN;
  const shapley = method === 'exact-antithetic-pair' ? shapleyOfPair : shapleyOfCoalitions;
  const shares = shapley(value, varying.length);
  const base = value(0);
  const contributions = contributionsOf(manifest, plan.inputs, output, varying, shares);
  if (!Number.isFinite(base) || !contributions.every(({ contribution }) => Number.isFinite(contribution))) {
    const message = `${manifest.id}: ${name} has no finite link between the reference patient and this one`;
    throw new CardwrightError('not-computable', message, { outputs: [name], explanation: true });
  }
  return [{ output: name, scale: link.scale, base, link: value(plan.patientRow), contributions, method }];
};

/**
 * Shapley values of the planned outputs on their link scales: base + Σ contributions = link.
 * Error `not-computable` when a mixture of patient and reference patient has no finite link.
 */
export const explain = (manifest: ModelManifest, plan: RequestPlan, block: LinkBlock): readonly Explanation[] => {
  const { explanation } = plan;
  if (explanation === undefined) return [];
  return explanation.outputs.flatMap((output) => explainOutput(manifest, plan, explanation, output, block));
};
