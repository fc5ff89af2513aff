/** The words of the specification that bind, from strong to weak; `open` is what it leaves unsaid and we decide. */
export const levels = [
  'SHALL',
  'SHALL NOT',
  'REQUIRED',
  'CONDITIONAL',
  'SHOULD',
  'SHOULD NOT',
  'RECOMMENDED',
  'MAY',
  'OPTIONAL',
  'practice',
  'open',
] as const;
export type Level = (typeof levels)[number];

/** These may not be deferred. */
export const bindingLevels: readonly Level[] = ['SHALL', 'SHALL NOT', 'REQUIRED', 'CONDITIONAL'];

export type Status =
  | { readonly kind: 'tested' }
  /** Ours, and not done; never for a binding level. */
  | { readonly kind: 'deferred'; readonly reason: string }
  /** The duty of somebody else: a CDS client, the operator. */
  | { readonly kind: 'not-ours'; readonly reason: string };

/** One obligation on a CDS service. */
export interface Obligation {
  /** Stable; tests cite it as `[id]` at the start of their name. */
  readonly id: string;
  /** Item of the checklist that the manifest was made from, 1–84; absent for invariants and hard behaviours. */
  readonly item?: number;
  readonly topic: string;
  readonly level: Level;
  /** Versions of CDS Hooks that hold it. */
  readonly versions: readonly ('2.0' | '3.0')[];
  /** What is asked, in our own words. */
  readonly text: string;
  /** Where: section of the specification, requirement numbers of the Inferno list as `I#n`. */
  readonly source: string;
  readonly status: Status;
}

/** A row of a topic's table: id, item, level, versions (`2`, `3`, `23`), text, source, status when not tested. */
export type Row = readonly [
  id: string,
  item: number | undefined,
  level: Level,
  versions: '2' | '3' | '23',
  text: string,
  source: string,
  status?: Status,
];

export const deferred = (reason: string): Status => ({ kind: 'deferred', reason });
export const notOurs = (reason: string): Status => ({ kind: 'not-ours', reason });

/** The rows of one topic as obligations. */
export function topic(name: string, rows: readonly Row[]): readonly Obligation[] {
  return rows.map(([id, item, level, versions, text, source, status = { kind: 'tested' }]) => ({
    id,
    ...(item === undefined ? {} : { item }),
    topic: name,
    level,
    versions: [...versions].map((version) => (version === '2' ? '2.0' : '3.0')),
    text,
    source,
    status,
  }));
}
