import { CardwrightError } from '@cardwright/cds-service';
import type { ValueSetFile } from '@cardwright/features';
import { expandValueSet, type Expansion } from './expand-value-set.ts';
import { mergeExpansions } from './merge-expansions.ts';
import { refreshLimits, type RefreshLimits, type TerminologyServer } from './terminology-server.ts';

/**
 * The file as the terminology server has it today (`day`: YYYY-MM-DD); nothing is written. Errors: `bad-argument` for a file that
 * names no published value set, and those of `expandValueSet` and `mergeExpansions`.
 */
export async function refreshValueSet(
  file: ValueSetFile,
  server: TerminologyServer,
  day: string,
  limits: RefreshLimits = refreshLimits,
): Promise<ValueSetFile> {
  if (file.expandFrom === undefined)
    throw new CardwrightError('bad-argument', `value set "${file.id}" names no published value set (expandFrom).`);
  const expansions: Expansion[] = [];
  for (const from of file.expandFrom) expansions.push(await expandValueSet(server, from, limits));
  return mergeExpansions(file, expansions, day);
}
