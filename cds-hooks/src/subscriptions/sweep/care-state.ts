/** What is kept of the care for a source: whose turn it is, and how far the sweeps came. One record, so that a turn that is over can write none of it. */
export interface CareState {
  /** The process whose turn it is, until this instant, epoch milliseconds by our clocks. */
  readonly owner: string;
  readonly untilMs: number;
  /** When the last whole sweep ended, by our clock: only says when the next is due. */
  readonly sweptAtMs?: number;
  /** By search: the newest `lastUpdated` that was seen, by the source's clock, epoch milliseconds. */
  readonly marks: Readonly<Record<string, number>>;
  /** The same by resource type, of histories. */
  readonly historyMarks: Readonly<Record<string, number>>;
  /** What was published up to this key has been checked in this round. */
  readonly recheckedUpTo?: string;
  /** The newest wish of an operator (`askSweep`) that a whole sweep has met. */
  readonly askMet?: number;
}

/** Not a door: only we write there; whatever else it holds counts as nothing known. */
export function readCareState(body: unknown): CareState | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { owner, untilMs, sweptAtMs, marks, historyMarks, recheckedUpTo, askMet }: Partial<Record<string, unknown>> = {
    ...body,
  };
  if (typeof owner !== 'string' || typeof untilMs !== 'number') return undefined;
  return {
    owner,
    untilMs,
    marks: numbersOf(marks),
    historyMarks: numbersOf(historyMarks),
    ...(typeof sweptAtMs === 'number' && { sweptAtMs }),
    ...(typeof recheckedUpTo === 'string' && { recheckedUpTo }),
    ...(typeof askMet === 'number' && { askMet }),
  };
}

function numbersOf(value: unknown): Readonly<Record<string, number>> {
  const entries: readonly (readonly [string, unknown])[] =
    typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.flatMap(([name, one]) => (typeof one === 'number' ? [[name, one]] : [])));
}
