import { CardwrightError } from '@cardwright/cds-service';
import type { Code, ValueSet } from '@cardwright/fhir';

/**
 * One code of a value set, with its display: so that an order or an exception names a code that the file holds.
 * Throws `bad-value-set` when it holds none, or two of different systems.
 */
export function codeIn({ id, codes }: ValueSet, code: string): Code {
  const [found, ...more] = codes.filter((listed) => listed.code === code);
  if (found === undefined || more.length > 0)
    throw new CardwrightError('bad-value-set', `value set "${id}" does not list ${code} exactly once.`);
  return found;
}
