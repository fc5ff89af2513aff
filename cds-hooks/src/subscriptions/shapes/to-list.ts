/** A list as it is, nothing as an empty one; one thing where a list belongs counts as a list of it. */
export function toList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
