/** What a reference points at. */
export interface ReferenceTarget {
  readonly type: string;
  readonly id: string;
}

const literal = /(?:^|\/)([A-Z][A-Za-z]+)\/([^/?#\s]+)(?:\/_history\/[^/?#\s]+)?$/;

/**
 * Reads the type and id out of a literal reference: relative (`Patient/1`), absolute (`http://x/fhir/Patient/1`) or
 * versioned (`Patient/1/_history/2`). `undefined` for `urn:uuid:…`, `#contained`, conditional references and others.
 */
export function parseReference(reference: string): ReferenceTarget | undefined {
  const parts = literal.exec(reference);
  return parts?.[1] !== undefined && parts[2] !== undefined ? { type: parts[1], id: parts[2] } : undefined;
}
