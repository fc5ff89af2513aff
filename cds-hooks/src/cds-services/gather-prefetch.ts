import { PatientRecord, wholeChart, type FhirClient, type QueryState } from '@cardwright/fhir';
import type { PrefetchTemplate } from '@cardwright/features';
import type { Resource } from '@medplum/fhirtypes';
import { emptyEntry, fetchTemplate, searchLimits, type PrefetchEntry } from '../fetch-template.ts';
import { partsFromEntries } from '../parts-from-entries.ts';
import type { RecordParts } from '../record-from-parts.ts';
import { completeBundle } from './complete-bundle.ts';
import { readPrefetch } from './read-prefetch.ts';

export interface GatherPrefetchOptions {
  readonly templates: readonly PrefetchTemplate[];
  readonly supplied: Readonly<Record<string, unknown>>;
  /** Keys under which discovery asks another question: what came there is fact, and no answer to these templates. */
  readonly otherwiseAsked?: ReadonlySet<string>;
  readonly patientId: string;
  /** Absent: the client gave no server, so what is missing stays missing. */
  readonly fhir?: FhirClient;
  readonly signal: AbortSignal;
  /** Pages of one search or Bundle; default that of the client. */
  readonly maxPages?: number;
  /** Minutes east of UTC in which dates without a zone are read; default 0. */
  readonly zoneOffsetMinutes?: number;
}

/**
 * What the patient's record is made from: what the client supplied, with the unanswered templates and the pages that were left out of
 * supplied Bundles fetched in parallel.
 *
 * A template is answered by its own key, or by any entry under a key that is not ours and holds its resource type for this
 * patient: large EHRs do not read discovery and name keys their own way. An entry under one of our keys answers that key
 * only. What came as *failed* is no answer: it is fetched where that is possible.
 */
export async function gatherPrefetch(options: GatherPrefetchOptions): Promise<RecordParts> {
  const { templates, supplied, patientId, otherwiseAsked } = options;
  const entries = new Map(
    Object.entries(supplied).map(([key, slot]): [string, PrefetchEntry] => {
      const entry = readPrefetch(slot);
      return [key, otherwiseAsked?.has(key) === true ? { ...entry, state: 'failed' } : entry];
    }),
  );
  const isAnswered = foreignAnswers(entries, templates, patientId);
  const missing = templates.filter(({ key, resourceType }) => {
    const own = entries.get(key);
    return own === undefined ? isAnswered(resourceType) === undefined : own.state === 'failed';
  });
  const [complete, fetched] = await Promise.all([completeBundles(entries, options), fetchAll(missing, options)]);
  // Only a page that was read can change what an entry answers.
  const foreign = complete === entries ? isAnswered : foreignAnswers(complete, templates, patientId);
  const states = new Map<string, PrefetchEntry | QueryState>(
    templates.map(({ key, resourceType }) => [
      key,
      fetched.get(key) ?? complete.get(key) ?? foreign(resourceType) ?? 'omitted',
    ]),
  );
  return partsFromEntries(patientId, [...complete.values(), ...fetched.values()], states, options.zoneOffsetMinutes);
}

type Entries = ReadonlyMap<string, PrefetchEntry>;

/** The same map when no Bundle has a next page. */
async function completeBundles(entries: Entries, options: GatherPrefetchOptions): Promise<Entries> {
  const { templates, fhir, signal, maxPages } = options;
  if (fhir === undefined || ![...entries.values()].some(({ next }) => next !== undefined)) return entries;
  const ours = new Map(templates.map((template) => [template.key, template]));
  const complete = [...entries].map(async ([key, entry]) => {
    const template = ours.get(key);
    const limits = template === undefined ? pageLimit(maxPages) : searchLimits(template, maxPages);
    return [key, await completeBundle(entry, fhir, signal, limits)] as const;
  });
  return new Map(await Promise.all(complete));
}

const pageLimit = (maxPages: number | undefined) => (maxPages === undefined ? {} : { maxPages });

/** What the server answers, by key; nothing where there is no server. */
async function fetchAll(missing: readonly PrefetchTemplate[], options: GatherPrefetchOptions): Promise<Entries> {
  const { fhir, patientId, signal, maxPages } = options;
  if (fhir === undefined) return new Map();
  const answers = missing.map(
    async (template) => [template.key, await fetchTemplate(fhir, template, patientId, signal, maxPages)] as const,
  );
  return new Map(await Promise.all(answers));
}

type ForeignAnswers = (resourceType: string) => PrefetchEntry | undefined;

/**
 * What came under keys that we do not know, asked by resource type. An entry answers for a type when the record would
 * admit one of its resources: another patient's data are no answer. Their resources are in the record by their own entry.
 */
function foreignAnswers(entries: Entries, templates: readonly PrefetchTemplate[], patientId: string): ForeignAnswers {
  const ours = new Set(templates.map((template) => template.key));
  const answers = new Map<string, PrefetchEntry>();
  for (const [key, entry] of entries) {
    if (ours.has(key) || entry.state === 'failed') continue;
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
