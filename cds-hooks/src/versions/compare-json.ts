/** One place where what was made again is not what was recorded. */
export interface Difference {
  /** JSON pointer. */
  readonly path: string;
  /** Absent where the member is not there. */
  readonly recorded?: unknown;
  readonly replayed?: unknown;
}

/**
 * Every place at which two JSON values differ. Numbers are the same within a relative difference of `tolerance`; with 0 they
 * are the same bit by bit. A member that is `undefined` is not there.
 */
export function compareJson(recorded: unknown, replayed: unknown, tolerance: number, path = ''): readonly Difference[] {
  if (isSame(recorded, replayed, tolerance)) return [];
  const [before, after] = [membersOf(recorded), membersOf(replayed)];
  const isBoth = before !== undefined && after !== undefined && Array.isArray(recorded) === Array.isArray(replayed);
  if (!isBoth)
    return [{ path, ...(recorded === undefined ? {} : { recorded }), ...(replayed === undefined ? {} : { replayed }) }];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) =>
    compareJson(
      before.get(name),
      after.get(name),
      tolerance,
      `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    ),
  );
}

function isSame(recorded: unknown, replayed: unknown, tolerance: number): boolean {
  if (Object.is(recorded, replayed)) return true;
  if (typeof recorded !== 'number' || typeof replayed !== 'number') return false;
  return Math.abs(recorded - replayed) <= tolerance * Math.max(Math.abs(recorded), Math.abs(replayed));
}

const membersOf = (value: unknown): ReadonlyMap<string, unknown> | undefined =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
