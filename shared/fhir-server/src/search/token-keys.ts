import { isRecord } from './is-record.ts';

/**
 * Index keys of one token element: `code` alone, `system|code` (system may be empty), and `system|`.
 * Reads every coding of a CodeableConcept, a Coding, an Identifier, a code, a string and a boolean.
 * Source: https://hl7.org/fhir/R4/search.html#token.
 */
export function tokenKeys(element: unknown): readonly string[] {
  if (typeof element === 'string' || typeof element === 'boolean') return [`code:${String(element)}`];
  if (!isRecord(element)) return [];
  if (Array.isArray(element['coding'])) return element['coding'].flatMap(tokenKeys);
  const code = element['code'] ?? element['value'];
  const system = typeof element['system'] === 'string' ? element['system'] : '';
  return [
    ...(typeof code === 'string' ? [`code:${code}`, `both:${system}|${code}`] : []),
    ...(system === '' ? [] : [`system:${system}`]),
  ];
}

/** The index key that answers one token value of a query: `code`, `system|code`, `|code` or `system|`. */
export function tokenQueryKey(value: string): string {
  const bar = value.indexOf('|');
  if (bar === -1) return `code:${value}`;
  return bar === value.length - 1 ? `system:${value.slice(0, bar)}` : `both:${value}`;
}
