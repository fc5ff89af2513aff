import type { Code } from '@cardwright/fhir';
import type { ChangeCriteria } from './derive-criteria.ts';

/** A longer URL is refused by some servers and proxies; so much is left for the rest of the address. */
export const maxCodeListLength = 1_500;

/**
 * The criteria as searches, `Observation?code=system|code,…`, URL-encoded; a list of codes that is too long for an address is divided.
 * The whole of a type is its bare name.
 */
export function criteriaQueries(criteria: readonly ChangeCriteria[]): readonly string[] {
  return criteria.flatMap(({ type, codes }) =>
    codes === undefined ? [type] : chunks(codes.map(tokenOf)).map((list) => `${type}?code=${list}`),
  );
}

/** Encoded one by one; the commas between them are the search's own "or". */
const tokenOf = ({ system, code }: Code): string => encodeURIComponent(`${system}|${code}`);

function chunks(tokens: readonly string[]): readonly string[] {
  const lists: string[] = [];
  for (const token of tokens) {
    const last = lists.at(-1);
    if (last === undefined || last.length + token.length >= maxCodeListLength) lists.push(token);
    else lists[lists.length - 1] = `${last},${token}`;
  }
  return lists;
}
