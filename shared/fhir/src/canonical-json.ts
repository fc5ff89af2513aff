import { isObject } from './is-object.ts';

/**
 * JSON with the keys of every object in code-unit order, so that equal content gives equal text.
 * Content nested deeper than the stack can follow has no text here (`''`): hostile, and never worth a crash.
 */
export function canonicalJson(value: unknown): string {
  try {
    return JSON.stringify(value, (_key, part: unknown) => (isObject(part) ? sortKeys(part) : part)) ?? 'null';
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}

function sortKeys(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  // A null prototype lets a hostile `__proto__` key be a key like any other.
  const sorted: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).sort()) sorted[key] = value[key];
  return sorted;
}
