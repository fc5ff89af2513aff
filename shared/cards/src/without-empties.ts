/**
 * Removes what CDS Hooks prohibits on the wire: `null`, `undefined`, `""`, `[]` and `{}`, at every depth
 * (https://cds-hooks.hl7.org/2.0/, "elements SHALL NOT be null or empty"). A `null` in a list of FHIR primitives
 * stays, because it holds the place of an extension in the sibling `_name` list. Returns `undefined` when nothing is left.
 */
export function withoutEmpties(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return undefined;
  if (Array.isArray(value)) return fullList(value);
  if (typeof value !== 'object') return value;
  const kept = Object.entries(value).flatMap(([key, child]) => {
    const full = holdsPlaces(value, key, child) ? child : withoutEmpties(child);
    return full === undefined ? [] : [[key, full] as const];
  });
  return kept.length ? Object.fromEntries(kept) : undefined;
}

/** Whether this list is one of a pair `name` and `_name`, in which `null` is a place holder (FHIR JSON §2.6.2.3). */
export function holdsPlaces(parent: object, key: string, child: unknown): boolean {
  if (!Array.isArray(child) || child.length === 0) return false;
  const sibling = key.startsWith('_') ? key.slice(1) : `_${key}`;
  return sibling in parent;
}

function fullList(list: readonly unknown[]): readonly unknown[] | undefined {
  const kept = list.map(withoutEmpties).filter((item) => item !== undefined);
  return kept.length ? kept : undefined;
}
