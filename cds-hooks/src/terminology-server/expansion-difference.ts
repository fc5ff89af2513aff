import type { ValueSetFile } from '@cardwright/features';
import { codeKey, type Code } from '@cardwright/fhir';

/** What a refresh would change, a line a code: `+ system|code display`, `- …`. Empty when no code comes or goes. */
export function expansionDifference(before: ValueSetFile, after: ValueSetFile): readonly string[] {
  return [
    ...without(after.codes, before.codes).map((code) => `+ ${inWords(code)}`),
    ...without(before.codes, after.codes).map((code) => `- ${inWords(code)}`),
  ];
}

function without(codes: readonly Code[], others: readonly Code[]): readonly Code[] {
  const known = new Set(others.map(codeKey));
  return codes.filter((code) => !known.has(codeKey(code)));
}

const inWords = ({ system, code, display }: Code): string =>
  `${system}|${code}${display === undefined ? '' : ` ${display.replace(/[\p{C}\s]+/gu, ' ')}`}`;
