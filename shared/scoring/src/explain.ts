import { CardwrightError } from '@cardwright/cds-service';
import type { Contribution, Explanation, ModelManifest } from '@cardwright/cds-service';
import type { CompiledOutput, CompiledSignature } from './compile-signature.ts';
import { contributionsOf } from './contributions-of.ts';
import { effectOf } from './effect-of.ts';
import type { ExplanationPlan } from './plan-explanation.ts';
import type { RequestPlan } from './plan-request.ts';
import { shapleyOfCoalitions } from './shapley-of-coalitions.ts';
import { shapleyOfPair } from './shapley-of-pair.ts';
import type { Shares } from './contributions-of.ts';

/** The link values of one request's rows. */
export interface LinkBlock {
  readonly links: Float64Array;
  /** Index of the request's first row. */
  readonly firstRow: number;
  readonly width: number;
}

/** How far a closed form may miss the link: half of what every explanation promises. */
const closedFormTolerance = 5e-6;

const sharesOfLinear = (
  { linear = [] }: CompiledSignature,
  { row }: RequestPlan,
  { reference, varying }: ExplanationPlan,
  link: number,
): Float64Array => {
  const moved = (column: number): number => {
    const term = linear[link]?.[column];
    return term ? effectOf(term, row[column] ?? NaN) - effectOf(term, reference[column] ?? NaN) : NaN;
  };
  return Float64Array.from(varying, ({ columns }) => columns.reduce((sum, column) => sum + moved(column), 0));
};

const largestError = (contributions: readonly Contribution[]): number =>
  Math.max(0, ...contributions.map(({ standardError = 0 }) => standardError));

const explainOutput = (
  open: { readonly manifest: ModelManifest; readonly signature: CompiledSignature },
  plan: RequestPlan,
  explanation: ExplanationPlan,
  output: CompiledOutput,
  value: (row: number) => number,
  sampled: Shares | undefined,
): readonly Explanation[] => {
  const { name, link, calibration } = output.signature;
  if (link === undefined) return [];
  const { method, varying, patientRow } = explanation;
  const exact = (): Float64Array => {
    if (method === 'exact-linear') return sharesOfLinear(open.signature, plan, explanation, link.column);
    return (method === 'exact-antithetic-pair' ? shapleyOfPair : shapleyOfCoalitions)(value, varying.length);
  };
  const shares = sampled ?? { values: varying.length === 0 ? new Float64Array() : exact() };
  const contributions = contributionsOf(open.manifest, plan, explanation, output, shares);
  const [base, end] = [value(0), value(patientRow)];
  const moved = contributions.every(({ contribution }) => Number.isFinite(contribution));
  if (!moved || !Number.isFinite(base) || !Number.isFinite(end)) {
    const message = `${open.manifest.id}: ${name} has no finite link between the reference patient and this one`;
    throw new CardwrightError('not-computable', message, { outputs: [name], explanation: true });
  }
  return [
    {
      output: name,
      scale: link.scale,
      base,
      link: end,
      contributions,
      method,
      ...(sampled && { standardError: largestError(contributions) }),
      ...(calibration?.kind === 'isotonic' && { beforeCalibration: true }),
    },
  ];
};

/**
 * Shapley values of the planned outputs on their link scales: base + Σ contributions = link. `sampled` gives the shares
 * of a sampled explanation, output by output. Undefined when a closed form misses the link of this patient: the model
 * is not as linear as its proof found, and another method must explain it.
 * Error `not-computable` when a mixture of patient and reference patient has no finite link.
 */
export const explain = (
  open: { readonly manifest: ModelManifest; readonly signature: CompiledSignature },
  plan: RequestPlan,
  block: LinkBlock,
  sampled: readonly Shares[] = [],
): readonly Explanation[] | undefined => {
  const { explanation } = plan;
  if (explanation === undefined) return [];
  const explanations = explanation.outputs.flatMap((output, i) => {
    const column = output.signature.link?.column ?? -1;
    const value = (row: number): number => block.links[(block.firstRow + row) * block.width + column] ?? NaN;
    return explainOutput(open, plan, explanation, output, value, sampled[i]);
  });
  const misses = ({ base, link, contributions }: Explanation): boolean => {
    const sum = contributions.reduce((all, { contribution }) => all + contribution, base);
    return !(Math.abs(link - sum) <= closedFormTolerance);
  };
  return explanation.method === 'exact-linear' && explanations.some(misses) ? undefined : explanations;
};
