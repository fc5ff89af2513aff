import type { Code, ValueSet } from '@cardwright/fhir';
import { parseValueSet } from './parse-value-set.ts';
import type { ValueSetFile } from './value-set-file.ts';

/**
 * The value set of a file: `readValueSet(json)` of an imported JSON module, or of parsed text with the name of its file.
 * Read it once and share the object: its index is built once an object. Throws `bad-value-set`, naming file and fault.
 */
export function readValueSet(json: unknown, file?: string): ValueSet {
  const { id, title, source, codes, prefixes, panels, ...words }: ValueSetFile = parseValueSet(json, file);
  const { names, notNames, leftOut, complete } = words;
  return {
    id,
    title,
    source,
    codes: codes.map(plain),
    ...(prefixes && {
      prefixes: prefixes.map(({ system, prefix, excluding }) => ({ system, prefix, ...(excluding && { excluding }) })),
    }),
    ...(panels && { panels: panels.map(plain) }),
    ...(names && { names }),
    ...(notNames && { notNames }),
    ...(leftOut && { leftOut: leftOut.map(plain) }),
    ...(complete && { complete: complete.map(({ system }) => system) }),
  };
}

/** Without what concerns the file alone. */
const plain = ({ system, code, display }: Code): Code => ({
  system,
  code,
  ...(display !== undefined && { display }),
});
