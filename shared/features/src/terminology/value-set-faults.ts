import { codeKey, codeSetIndex, type Code, type ValueSet } from '@cardwright/fhir';
import { codeFault } from './code-fault.ts';
import type { ValueSetFile } from './value-set-file.ts';

/** What is wrong with a file that has the form: each fault in words, naming the code. Empty when nothing is. */
export function valueSetFaults(file: ValueSetFile): readonly string[] {
  return [
    ...badCodes(file),
    ...repeated(file),
    ...misplaced(file),
    ...badPrefixes(file),
    ...badCategories(file),
    ...badDoubts(file),
  ];
}

function badCodes({ codes, panels = [], leftOut = [] }: ValueSetFile): readonly string[] {
  return [...codes, ...panels, ...leftOut].flatMap((code) => {
    const fault = codeFault(code);
    return fault === undefined ? [] : [`${nameOf(code)} ${fault}`];
  });
}

function repeated({ codes, panels = [], leftOut = [], prefixes = [], names = [] }: ValueSetFile): readonly string[] {
  return [
    ...twice(codes.map(codeKey)).map((key) => `${key} is listed twice`),
    ...twice(panels.map(codeKey)).map((key) => `the panel ${key} is listed twice`),
    ...twice(leftOut.map(codeKey)).map((key) => `${key} is left out twice`),
    ...twice(prefixes.map(({ prefix }) => prefix)).map((prefix) => `the prefix ${prefix} is listed twice`),
    ...twice(names.map((name) => name.toLowerCase())).map((name) => `the name "${name}" is listed twice`),
  ];
}

function misplaced({ codes, prefixes = [], leftOut = [], filledBySite }: ValueSetFile): readonly string[] {
  const listed = new Set(codes.map(codeKey));
  const isEmpty = codes.length === 0 && prefixes.length === 0;
  return [
    ...leftOut.filter((code) => listed.has(codeKey(code))).map((code) => `${nameOf(code)} is listed and left out`),
    ...(isEmpty && filledBySite === undefined ? ['there is no code in it (filledBySite says when that is meant)'] : []),
    ...(!isEmpty && filledBySite === true ? ['filledBySite is for a set without codes'] : []),
  ];
}

function badPrefixes({ codes, prefixes = [] }: ValueSetFile): readonly string[] {
  return prefixes.flatMap(({ system, prefix, excluding = [] }) => {
    const isUnder = (code: string) => code.startsWith(prefix) && code !== prefix;
    const isExcluded = (code: string) => excluding.some((not) => code.startsWith(not));
    return [
      ...excluding
        .filter((not) => !isUnder(not))
        .map((not) => `the prefix ${prefix} excludes ${not}, which is not below it`),
      ...prefixes
        .filter((other) => isUnder(other.prefix) && !isExcluded(other.prefix))
        .map((other) => `the prefix ${other.prefix} is already under ${prefix}`),
      ...codes
        .filter((code) => code.system === system && code.code.startsWith(prefix) && !isExcluded(code.code))
        .map((code) => `${nameOf(code)} is already under the prefix ${prefix}`),
    ];
  });
}

/** What bounds a doubt must have something to bound. */
function badDoubts({ codes, names = [], notNames = [], complete = [] }: ValueSetFile): readonly string[] {
  const named: ValueSet = { id: '', title: '', source: '', codes: [], names };
  return [
    ...notNames
      .filter((phrase) => !codeSetIndex(named).hasName(phrase))
      .map((phrase) => `"${phrase}" of notNames holds none of the names`),
    ...twice(notNames.map((phrase) => phrase.toLowerCase())).map((phrase) => `"${phrase}" is twice in notNames`),
    ...complete
      .filter(({ system }) => !codes.some((code) => code.system === system))
      .map(({ system }) => `complete names ${system}, of which there is no code`),
    ...twice(complete.map(({ system }) => system)).map((system) => `${system} is twice in complete`),
  ];
}

/** Answers: every code has a category, or none has. */
function badCategories({ codes, expandFrom }: ValueSetFile): readonly string[] {
  const without = codes.filter(({ category }) => category === undefined);
  if (without.length === codes.length) return [];
  return [
    ...without.map((code) => `${nameOf(code)} has no category`),
    ...(expandFrom === undefined ? [] : ['no terminology server knows categories, so there is no expandFrom']),
  ];
}

const twice = (keys: readonly string[]): readonly string[] => [
  ...new Set(keys.filter((key, index) => keys.indexOf(key) !== index)),
];

const nameOf = ({ system, code }: Code): string => `${system}|${code}`;
