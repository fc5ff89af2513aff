/** The exceptions that the specification names. */
const mayBeEmpty = new Set(['$.cards', '$.services']);

/** Paths of what is null, '', [] or {} in a body, but where the specification allows it. */
export function findEmpties(value: unknown, path = '$'): readonly string[] {
  if (mayBeEmpty.has(path) && Array.isArray(value) && value.length === 0) return [];
  if (value === null || value === '') return [path];
  if (typeof value !== 'object') return [];
  const entries = Object.entries(value);
  if (entries.length === 0) return [path];
  return entries.flatMap(([key, child]) => findEmpties(child, `${path}.${key}`));
}
