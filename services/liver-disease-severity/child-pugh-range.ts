import type { Prediction } from '@cardwright/cds-service';

/** One combination of what a clinician may find, with its score. */
export interface ChildPughCell {
  readonly ascites: string;
  readonly encephalopathy: string;
  readonly score: number;
  readonly category: string;
}

/** Child-Pugh over all findings that the chart leaves open. */
export interface ChildPughRange {
  readonly cells: readonly ChildPughCell[];
  readonly low: number;
  readonly high: number;
  /** `B`, or `A to C`. */
  readonly classes: string;
  /** Points of the results, which every cell shares. */
  readonly points: Readonly<Record<'bilirubin' | 'albumin' | 'inr', number>>;
}

/** The range of the Child-Pugh predictions; `undefined` when there are none. */
export function childPughRange(predictions: readonly Prediction[]): ChildPughRange | undefined {
  const own = predictions.filter(({ variant }) => variant === 'child-pugh');
  const [first] = own;
  if (first === undefined) return undefined;
  const cells = own
    .map(({ inputs, outputs }) => ({
      ascites: String(inputs['ascites']),
      encephalopathy: String(inputs['encephalopathy']),
      score: Number(outputs['score']?.value),
      category: String(outputs['class']?.value),
    }))
    .toSorted((a, b) => a.score - b.score);
  const [lowest, highest] = [cells[0], cells.at(-1)];
  const point = (name: string) => Number(first.outputs[`points.${name}`]?.value);
  return {
    cells,
    low: lowest?.score ?? NaN,
    high: highest?.score ?? NaN,
    classes:
      lowest?.category === highest?.category ? `${lowest?.category}` : `${lowest?.category} to ${highest?.category}`,
    points: { bilirubin: point('bilirubin'), albumin: point('albumin'), inr: point('inr') },
  };
}
