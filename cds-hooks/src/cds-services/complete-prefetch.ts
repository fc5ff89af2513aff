import { PatientRecord, wholeChart, type FhirClient, type QueryState } from '@cardwright/fhir';
import type { PrefetchTemplate } from '@cardwright/features';
import type { Resource } from '@medplum/fhirtypes';
import { emptyEntry, fetchTemplate, type PrefetchEntry } from '../fetch-template.ts';
import { recordFromEntries } from '../record-from-entries.ts';
import { readPrefetch } from './read-prefetch.ts';

export interface CompletePrefetchOptions {
  readonly templates: readonly PrefetchTemplate[];
  readonly supplied: Readonly<Record<string, unknown>>;
  readonly patientId: string;
  /** Absent: the client gave no server, so what is missing stays missing. */
  readonly fhir?: FhirClient;
  readonly signal: AbortSignal;
  /** Minutes east of UTC in which dates without a zone are read; default 0. */
  readonly zoneOffsetMinutes?: number;
}

/**
 * The patient's record from what the client supplied, with the unanswered templates fetched in parallel.
 *
 * A template is answered by its own key, or by any entry under a key that is not ours and holds its resource type for this
 * patient: large EHRs do not read discovery and name keys their own way. An entry under one of our keys answers that key
 * only. What came as *failed* is no answer: it is fetched where that is possible.
 */
export async function completePrefetch(options: CompletePrefetchOptions): Promise<PatientRecord> {
  const { templates, supplied, patientId, fhir, signal } = options;
  const entries = new Map(Object.entries(supplied).map(([key, slot]) => [key, readPrefetch(slot)]));
  const foreign = foreignAnswers(entries, templates, patientId);
  const answer = (template: PrefetchTemplate): PrefetchEntry | QueryState | Promise<PrefetchEntry> => {
    const own = entries.get(template.key);
    if (own !== undefined && own.state !== 'failed') return own;
    const byType = own === undefined ? foreign(template.resourceType) : undefined;
    if (byType !== undefined) return byType;
    return fhir === undefined ? (own ?? 'omitted') : fetchTemplate(fhir, template, patientId, signal);
  };
  const states = new Map(
    await Promise.all(templates.map(async (template) => [template.key, await answer(template)] as const)),
  );
  const fetched = [...states.values()].filter((state) => typeof state === 'object');
  return recordFromEntries(patientId, [...entries.values(), ...fetched], states, options.zoneOffsetMinutes);
}

type ForeignAnswers = (resourceType: string) => PrefetchEntry | undefined;

/**
 * What came under keys that we do not know, asked by resource type. An entry answers for a type when the record would
 * admit one of its resources: another patient's data are no answer. Their resources are in the record by their own entry.
 */
function foreignAnswers(
  entries: ReadonlyMap<string, PrefetchEntry>,
  templates: readonly PrefetchTemplate[],
  patientId: string,
): ForeignAnswers {
  const ours = new Set(templates.map((template) => template.key));
  const answers = new Map<string, PrefetchEntry>();
  for (const [key, entry] of entries) {
    if (ours.has(key)) continue;
    for (const type of admittedTypes(entry, patientId)) {
      const truncated = entry.truncated || (answers.get(type)?.truncated ?? false);
      answers.set(type, { ...emptyEntry('data'), truncated });
    }
  }
  return (type) => answers.get(type);
}

function admittedTypes(
  { resources, fullUrls }: PrefetchEntry,
  patientId: string,
): ReadonlySet<Resource['resourceType']> {
  const record = new PatientRecord({ patientId, resources, fullUrls, coverage: wholeChart });
  const types = new Set(resources.map(({ resourceType }) => resourceType));
  return new Set([...types].filter((type) => record.ofType(type).length > 0));
}
