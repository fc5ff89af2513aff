import { CardwrightError } from '@cardwright/cds-service';
import { parseValueSet, type ListedCode, type ValueSetFile } from '@cardwright/features';
import { codeKey, type Code } from '@cardwright/fhir';
import { sealValueSet } from '../terminology/seal-value-set.ts';
import type { Expansion } from './expand-value-set.ts';

/**
 * The file with the codes of the expansions in place of those it had from the same systems. What has a `keep`, what is left
 * out and what prefixes decide stays as it was; known codes keep their place, new ones follow in order. Sealed: a change of
 * codes is a new version of `day` (YYYY-MM-DD). Pure. Throws `bad-value-set` when nothing would be left of a system, and
 * for codes that cannot be right.
 */
export function mergeExpansions(file: ValueSetFile, expansions: readonly Expansion[], day: string): ValueSetFile {
  const taken = takenCodes(file, expansions);
  const refreshed = (code: Code) => expansions.some(({ from }) => from.systems?.includes(code.system) ?? true);
  const stays = (code: ListedCode) => code.keep !== undefined || !refreshed(code) || taken.has(codeKey(code));
  const known = new Set(file.codes.map(codeKey));
  const codes = [
    ...file.codes.filter(stays).map((code) => withDisplay(code, taken.get(codeKey(code)))),
    ...[...taken.values()].filter((code) => !known.has(codeKey(code))).sort(inOrder),
  ];
  refuseEmptied(
    file.codes.filter((code) => code.keep === undefined && refreshed(code)),
    taken,
  );
  const expanded = { date: day, from: expansions.map(({ said }) => said) };
  return sealValueSet(parseValueSet({ ...file, codes, expanded }), day);
}

/** Codes of the expansions that the file may list, by key. */
function takenCodes(
  { leftOut = [], prefixes = [] }: ValueSetFile,
  expansions: readonly Expansion[],
): ReadonlyMap<string, Code> {
  const out = new Set(leftOut.map(codeKey));
  const isDecided = ({ system, code }: Code) =>
    prefixes.some((prefix) => prefix.system === system && code.startsWith(prefix.prefix));
  const wanted = expansions.flatMap(({ from, codes }) =>
    codes.filter(
      (code) => (from.systems?.includes(code.system) ?? true) && !out.has(codeKey(code)) && !isDecided(code),
    ),
  );
  return new Map(wanted.map((code) => [codeKey(code), code]));
}

/** A server that does not know a code system answers with nothing of it, and that is no news about the codes. */
function refuseEmptied(replaced: readonly Code[], taken: ReadonlyMap<string, Code>): void {
  const there = new Set([...taken.values()].map(({ system }) => system));
  const emptied = [...new Set(replaced.map(({ system }) => system))].filter((system) => !there.has(system));
  if (emptied.length > 0 || taken.size === 0)
    throw new CardwrightError(
      'bad-value-set',
      `Nothing would be left of ${emptied.join(', ') || 'the expansion'}: it is not taken.`,
    );
}

const withDisplay = (code: ListedCode, { display }: Partial<Code> = {}): ListedCode =>
  display === undefined ? code : { ...code, display };

const inOrder = (a: Code, b: Code): number => (codeKey(a) < codeKey(b) ? -1 : 1);
