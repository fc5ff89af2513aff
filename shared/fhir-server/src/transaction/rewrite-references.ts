import { isRecord } from '../search/is-record.ts';

/** Elements that may point to another entry: Reference.reference and what is a uri or a url. */
const pointing = /^(reference|uri|url|.+U(ri|rl))$/;

/**
 * A copy of a JSON value in which each pointing element is what `rewrite` gives for it.
 * Source: https://hl7.org/fhir/R4/http.html#trules, "replaces the reference".
 */
export function rewriteReferences<T>(value: T, rewrite: (written: string, element: string) => string): T;
export function rewriteReferences(value: unknown, rewrite: (written: string, element: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => rewriteReferences(one, rewrite));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [
      name,
      typeof child === 'string' && pointing.test(name) ? rewrite(child, name) : rewriteReferences(child, rewrite),
    ]),
  );
}
