import { codeKey } from '@cardwright/fhir';
import type { ValueSetFile } from './value-set-file.ts';

/**
 * What a value set means, as text: one line for each code (with its category), prefix (with its exclusions), panel, name, other
 * meaning of a name, code left out and system declared complete, sorted by code point. The `hash` of a file is the sha256 of this text in UTF-8. Displays, titles and sources are not in
 * it: they can be mended without a new version.
 */
export function expansionText({ codes, prefixes = [], panels = [], ...doubts }: ValueSetFile): string {
  const { names = [], notNames = [], leftOut = [], complete = [] } = doubts;
  const lines = [
    ...codes.map((code) => `code ${codeKey(code)}${code.category === undefined ? '' : ` = ${code.category}`}`),
    ...prefixes.map(
      ({ system, prefix, excluding = [] }) =>
        `prefix ${system}|${prefix}${[...excluding]
          .sort()
          .map((not) => ` - ${not}`)
          .join('')}`,
    ),
    ...panels.map((code) => `panel ${codeKey(code)}`),
    ...names.map((name) => `name ${name.toLowerCase()}`),
    ...notNames.map((name) => `not name ${name.toLowerCase()}`),
    ...leftOut.map((code) => `not code ${codeKey(code)}`),
    ...complete.map(({ system }) => `complete ${system}`),
  ];
  return `${lines.sort().join('\n')}\n`;
}
