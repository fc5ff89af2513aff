import type { Prediction } from '@cardwright/cds-service';
import { bandPoints, references, tables, type Reference } from './coefficients.ts';
import { referenceOf, variants } from './signature.ts';

/** An input that the chart does not answer, and what it can give. */
export interface OpenItem {
  readonly input: string;
  /** Points of the answer that moves the score most: the yes, or the value in the farthest band. */
  readonly points: number;
}

/** One score as far as the chart goes. */
export interface Reading {
  readonly reference: Reference;
  readonly model: string;
  readonly lowest: number;
  readonly highest: number;
  readonly open: readonly OpenItem[];
  /** Yes-or-no items that the chart answers with yes. */
  readonly counted: readonly OpenItem[];
}

/** The ranges of the predictions, in the order of the references. */
export function readings(predictions: readonly Prediction[]): readonly Reading[] {
  return references.flatMap((reference) => {
    const found = predictions.find(({ variant }) =>
      variants.some((known) => known === variant && referenceOf(known) === reference),
    );
    const lowest = found?.outputs['lowest']?.value;
    const highest = found?.outputs['highest']?.value;
    if (found === undefined || typeof lowest !== 'number' || typeof highest !== 'number') return [];
    const { numbers, items } = tables[reference];
    const parts = [
      ...Object.entries(items).map(([input, points]) => ({ input, points })),
      ...Object.entries(numbers).map(([input, bands]) => ({ input, points: Math.max(...bandPoints(bands)) })),
    ];
    return [
      {
        reference,
        model: found.model,
        lowest,
        highest,
        open: parts.filter(({ input }) => (found.inputs[input] ?? null) === null),
        counted: parts.filter(({ input }) => found.inputs[input] === true),
      },
    ];
  });
}
