import { readFileSync, statSync } from 'node:fs';
import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';

/** A run reads every query of every service for each of them. */
export const maxPatients = 10_000;

/**
 * The patients that `--patients` means: so many of the server's own, the ids in a file (one a line), or ids with commas between.
 * Errors: `bad-argument` for anything else, and when there are none; those of the client.
 */
export async function findPatientIds(fhir: FhirClient, given: string, signal: AbortSignal): Promise<readonly string[]> {
  const ids = /^\d{1,5}$/.test(given) ? await someOf(fhir, Number(given), signal) : listed(given);
  if (ids.length === 0) throw new CardwrightError('bad-argument', 'There are no patients to look at.');
  if (ids.length > maxPatients)
    throw new CardwrightError('bad-argument', `At most ${maxPatients} patients are looked at.`);
  return ids;
}

async function someOf(fhir: FhirClient, count: number, signal: AbortSignal): Promise<readonly string[]> {
  if (count === 0) return [];
  const query = `Patient?_count=${Math.min(count, 200)}`;
  const { resources } = await fhir.search(query, signal, { maxEntries: count, maxPages: 1_000 });
  return resources.flatMap(({ resourceType, id }) => (resourceType === 'Patient' && id !== undefined ? [id] : []));
}

function listed(given: string): readonly string[] {
  const text = statSync(given, { throwIfNoEntry: false })?.isFile() ? readFileSync(given, 'utf8') : given;
  const ids = text
    .split(/[\s,]+/)
    .filter((id) => id !== '')
    .map((id) => id.replace(/^Patient\//, ''));
  if (ids.every((id) => /^[A-Za-z0-9\-._]{1,128}$/.test(id))) return [...new Set(ids)];
  throw new CardwrightError('bad-argument', '--patients is a number, a file of ids, or ids with commas between.');
}
