import { canonicalSystem } from './canonical-system.ts';
import { codeKey } from './code.ts';
import type { ValueSet } from './code.ts';

/** A ValueSet made ready for matching. */
export interface CodeSetIndex {
  /** True when the code is listed, or falls under a prefix and not under its exclusions. */
  readonly hasCode: (system: string | undefined, code: string | undefined) => boolean;
  /** Systems that the set is written in, in their canonical spelling. */
  readonly systems: ReadonlySet<string>;
  /** True when the code, not being in the set, says no: the set lists all of its system, or has left it out on purpose. */
  readonly rulesOut: (system: string | undefined, code: string | undefined) => boolean;
  /** True when one of `names` stands in the text as whole words, in any case, apart from what `notNames` take out of it. */
  readonly hasName: (text: string | undefined) => boolean;
}

const indexes = new WeakMap<ValueSet, CodeSetIndex>();

/** The index of a value set, built once for each ValueSet object: value sets are constants and must not be changed. */
export function codeSetIndex(set: ValueSet): CodeSetIndex {
  const known = indexes.get(set);
  if (known) return known;
  const index = buildIndex(set);
  indexes.set(set, index);
  return index;
}

function buildIndex(set: ValueSet): CodeSetIndex {
  const keys = new Set(set.codes.map(codeKey));
  const prefixes = (set.prefixes ?? []).map(({ system, prefix, excluding }) => ({
    system: canonicalSystem(system),
    prefix: dotless(prefix),
    excluding: (excluding ?? []).map(dotless),
  }));
  const names = wholeWords(set.names ?? []);
  const notNames = wholeWords(set.notNames ?? [], 'g');
  const leftOut = new Set((set.leftOut ?? []).map(({ system, code }) => codeKey({ system, code: dotless(code) })));
  const underPrefix = (system: string, code: string) =>
    prefixes.some(
      (p) => p.system === system && code.startsWith(p.prefix) && !p.excluding.some((not) => code.startsWith(not)),
    );
  const systems = new Set([...set.codes, ...prefixes].map(({ system }) => canonicalSystem(system)));
  // Prefixes are written of ICD-10-CM only: classes that exclude each other, each with all below it. Of SNOMED CT, and of
  // single codes, nothing says that there are no others.
  const complete = new Set([...(set.complete ?? []).map(canonicalSystem), ...prefixes.map(({ system }) => system)]);
  return {
    systems,
    rulesOut: (system, code) =>
      system !== undefined &&
      code !== undefined &&
      (complete.has(canonicalSystem(system)) || leftOut.has(codeKey({ system, code: dotless(code) }))),
    hasCode: (system, code) => {
      if (system === undefined || code === undefined || code === '') return false;
      return (
        keys.has(codeKey({ system, code })) ||
        (prefixes.length > 0 && underPrefix(canonicalSystem(system), dotless(code)))
      );
    },
    hasName: (text) =>
      names !== undefined && text !== undefined && names.test(notNames ? text.replace(notNames, ' / ') : text),
  };
}

/** ICD-10-CM is written with and without its dot, in either case: `E11.9`, `E119`. */
function dotless(code: string): string {
  return code.replaceAll('.', '').toUpperCase();
}

function wholeWords(names: readonly string[], flags = ''): RegExp | undefined {
  if (names.length === 0) return undefined;
  const alternatives = names.map((name) =>
    name
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
      .join('\\s+'),
  );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, `iu${flags}`);
}
