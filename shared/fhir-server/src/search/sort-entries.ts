import type { StoredEntry } from '../repository/index-entry.ts';
import type { SortRule } from './read-paging.ts';

/**
 * The first `limit` or more entries in the order of the rules in turn, then of first appearance (newest first when the
 * last rule descends): a total order, so that pages never overlap. Entries without a value come last in both directions.
 */
export function sortEntries(
  entries: readonly StoredEntry[],
  rules: readonly SortRule[],
  limit: number,
): readonly StoredEntry[] {
  const tie = rules.at(-1)?.descending === true ? -1 : 1;
  // Read the values once each: a comparison that looks them up costs four times as much at 10,000 entries.
  const keyed = mayComeFirst(entries, rules[0], limit).map((entry) => ({
    entry,
    values: rules.map((rule) => valueOf(entry, rule)),
  }));
  keyed.sort((left, right) => {
    for (let index = 0; index < rules.length; index += 1) {
      const order = compare(left.values[index], right.values[index], rules[index]?.descending === true ? -1 : 1);
      if (order !== 0) return order;
    }
    return tie * (left.entry.sequence - right.entry.sequence);
  });
  return keyed.map(({ entry }) => entry);
}

/**
 * Leaves out what cannot be among the first `limit` by the first rule, when that is a date: sorting plain numbers to find
 * the bound and then a page of entries is several times faster than sorting 10,000 entries.
 */
function mayComeFirst(
  entries: readonly StoredEntry[],
  rule: SortRule | undefined,
  limit: number,
): readonly StoredEntry[] {
  if (rule === undefined || rule.name === '_id' || limit >= entries.length || limit === 0) return entries;
  const direction = rule.descending ? -1 : 1;
  const ranks = Float64Array.from(entries, ({ dates }) => {
    const start = dates.get(rule.name)?.[0]?.start;
    return start === undefined ? Infinity : direction * start;
  });
  const bound = ranks.toSorted()[limit - 1] ?? Infinity;
  return entries.filter((_, index) => (ranks[index] ?? Infinity) <= bound);
}

type SortValue = string | number | undefined;

const valueOf = (entry: StoredEntry, { name }: SortRule): SortValue =>
  name === '_id' ? entry.resource.id : entry.dates.get(name)?.[0]?.start;

function compare(left: SortValue, right: SortValue, direction: number): number {
  if (left === right) return 0;
  if (left === undefined) return 1;
  if (right === undefined) return -1;
  return left < right ? -direction : direction;
}
