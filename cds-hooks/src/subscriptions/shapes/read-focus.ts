import { isObject } from '@cardwright/fhir';
import type { ChangeEvent, Focus } from '../notification-event.ts';
import type { ReadEntry } from './read-entry.ts';
import { readText } from './read-text.ts';
import { resolveReference } from './resolve-reference.ts';

/** What is known around a focus. */
export interface FocusSurroundings {
  /** Entries of the Bundle, for `urn:uuid:` references. */
  readonly content: readonly ReadEntry[];
  readonly fhirServer: string;
  /** Resource type, where the topic says it. */
  readonly type?: string;
}

/**
 * A focus from a Reference or from a bare text: a literal reference first, else a logical identifier. `undefined` when the event
 * has none.
 */
export function readFocus(
  value: unknown,
  { content, fhirServer, type }: FocusSurroundings,
): Focus | NonNullable<ChangeEvent['refused']> | undefined {
  const said = isObject(value) ? value : {};
  const reference = readText(isObject(value) ? said['reference'] : value);
  const named = content.find(({ fullUrl, names }) => fullUrl === reference && names !== undefined)?.names;
  const isLocal = reference !== undefined && /^urn:/i.test(reference);
  const resolved = isLocal
    ? (named ?? 'unresolved')
    : reference === undefined
      ? undefined
      : resolveReference(reference, fhirServer);
  return typeof resolved === 'object' ? resolved : (readIdentifier(said, type) ?? resolved);
}

function readIdentifier(
  reference: Readonly<Record<string, unknown>>,
  topicType: string | undefined,
): Focus | undefined {
  const identifier = reference['identifier'];
  if (!isObject(identifier)) return undefined;
  const [system, value] = [readText(identifier['system']), readText(identifier['value'])];
  const type = readType(reference['type']) ?? topicType;
  if (value === undefined) return undefined;
  return {
    kind: 'identifier',
    value,
    ...(type === undefined ? {} : { type }),
    ...(system === undefined ? {} : { system }),
  };
}

/** `Reference.type` is a type's name, or its URL. */
function readType(value: unknown): string | undefined {
  const name = readText(value)?.replace(/^http:\/\/hl7\.org\/fhir\/StructureDefinition\//, '');
  return name !== undefined && /^[A-Z][A-Za-z]{1,63}$/.test(name) ? name : undefined;
}
