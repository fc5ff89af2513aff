import type { FhirClient, PatientRecord, QueryState } from '@cardwright/fhir';
import type { PrefetchTemplate } from '@cardwright/features';
import { fetchTemplate, type PrefetchEntry } from '../fetch-template.ts';
import { recordFromEntries } from '../record-from-entries.ts';
import { readPrefetch } from './read-prefetch.ts';

export interface CompletePrefetchOptions {
  readonly templates: readonly PrefetchTemplate[];
  readonly supplied: Readonly<Record<string, unknown>>;
  readonly patientId: string;
  /** Absent: the client gave no server, so what is missing stays missing. */
  readonly fhir?: FhirClient;
  readonly signal: AbortSignal;
}

/**
 * The patient's record from what the client supplied, with the unanswered templates fetched in parallel.
 *
 * A template is answered by its own key, or by any entry under a key that is not ours and holds its resource type:
 * large EHRs do not read discovery and name keys their own way. An entry under one of our keys answers that key only.
 */
export async function completePrefetch(options: CompletePrefetchOptions): Promise<PatientRecord> {
  const { templates, supplied, patientId, fhir, signal } = options;
  const entries = new Map(Object.entries(supplied).map(([key, slot]) => [key, readPrefetch(slot)]));
  const foreign = foreignTypes(entries, templates);
  const answer = (template: PrefetchTemplate): PrefetchEntry | QueryState | Promise<PrefetchEntry> => {
    const own = entries.get(template.key);
    if (own !== undefined) return own;
    if (foreign.has(template.resourceType)) return 'data';
    return fhir === undefined ? 'omitted' : fetchTemplate(fhir, template, patientId, signal);
  };
  const states = new Map(
    await Promise.all(templates.map(async (template) => [template.key, await answer(template)] as const)),
  );
  const fetched = [...states.values()].filter((state) => typeof state === 'object');
  return recordFromEntries(patientId, [...entries.values(), ...fetched], states);
}

/** Resource types that came under keys we do not know. */
function foreignTypes(
  entries: ReadonlyMap<string, PrefetchEntry>,
  templates: readonly PrefetchTemplate[],
): ReadonlySet<string> {
  const ours = new Set(templates.map((template) => template.key));
  const unknown = [...entries].filter(([key]) => !ours.has(key)).map(([, entry]) => entry);
  return new Set(unknown.flatMap((entry) => entry.resources.map((resource) => resource.resourceType)));
}
