import { parseReference } from './parse-reference.ts';

/** The id in `1`, `Patient/1`, `http://x/fhir/Patient/1`, `Patient/1/_history/2` or `urn:uuid:1`: clients send them all. */
export function bareId(reference: string): string {
  if (reference.startsWith('urn:')) return reference.slice(reference.lastIndexOf(':') + 1);
  return parseReference(reference)?.id ?? reference;
}
