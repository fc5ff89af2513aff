import type { ModelInputs } from '@cardwright/cds-service';
import type { CompiledPlausible } from './compile-plausible.ts';
import type { CompiledOutput, CompiledSignature } from './compile-signature.ts';

/** Values tried of one absent number, its ends among them. */
const gridPoints = 33;
/** Rows in which all absent inputs are varied together. */
const maxRowsTogether = 1024;

/** The rows that show how far an output could lie from the prediction, had these inputs been known. */
export interface RangePlan {
  readonly inputs: readonly string[];
  readonly outputs: readonly CompiledOutput[];
  readonly rows: readonly Float64Array[];
}

/** At most `points` values of an absent input, evenly over a range; a list is never thinned out. */
const valuesOf = ({ plausible }: CompiledPlausible, points: number): readonly number[] => {
  if ('values' in plausible) return plausible.values;
  const [low, high] = plausible.range;
  return Array.from({ length: points }, (_, i) => (i === points - 1 ? high : low + ((high - low) * i) / (points - 1)));
};

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** The finest grid over all absent inputs that `maxRowsTogether` holds; undefined when the coarsest has more rows. */
const gridTogether = (absent: readonly CompiledPlausible[]): readonly (readonly number[])[] | undefined => {
  for (let points = gridPoints; points >= 2; points -= 1) {
    const grid = absent.map((input) => valuesOf(input, points));
    if (product(grid.map(({ length }) => length)) <= maxRowsTogether) return grid;
  }
  return undefined;
};

/** The row with a value in place of the absence, and the indicators of the absence turned off. */
const knownAs = (row: Float64Array, { column, indicators }: CompiledPlausible, value: number): Float64Array => {
  const known = row.with(column, value);
  for (const indicator of indicators) known[indicator] = 0;
  return known;
};

const rowsOver = (
  row: Float64Array,
  over: readonly CompiledPlausible[],
  grid: readonly (readonly number[])[],
): readonly Float64Array[] =>
  over.reduce<readonly Float64Array[]>(
    (rows, input, i) => rows.flatMap((one) => (grid[i] ?? []).map((value) => knownAs(one, input, value))),
    [row],
  );

/**
 * The rows behind the ranges of one patient: each absent input that declares plausible values on its own, and, where
 * there are several, all together on the finest grid of at most 1,024 rows (none when even the corners are more).
 */
export const planRanges = (
  signature: CompiledSignature,
  inputs: ModelInputs,
  row: Float64Array,
  outputs: readonly CompiledOutput[],
): readonly RangePlan[] => {
  const absent = signature.plausible.filter(({ name }) => (inputs[name] ?? null) === null);
  if (absent.length === 0) return [];
  const planOver = (over: readonly CompiledPlausible[], grid: readonly (readonly number[])[]): readonly RangePlan[] => {
    const columns = over.map(({ column }) => column);
    const moved = outputs.filter(
      (output) => output.signature.kind !== 'category' && columns.some((column) => output.columns.includes(column)),
    );
    if (moved.length === 0) return [];
    return [{ inputs: over.map(({ name }) => name), outputs: moved, rows: rowsOver(row, over, grid) }];
  };
  const alone = absent.flatMap((input) => planOver([input], [valuesOf(input, gridPoints)]));
  const grid = absent.length > 1 ? gridTogether(absent) : undefined;
  return grid === undefined ? alone : [...alone, ...planOver(absent, grid)];
};
