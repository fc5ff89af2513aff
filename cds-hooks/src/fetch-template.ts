import type { Resource } from '@medplum/fhirtypes';
import type { FhirClient, QueryState, SearchLimits } from '@cardwright/fhir';
import type { PrefetchTemplate } from '@cardwright/features';

/** One prefetch slot as it came, or one query as it was answered. */
export interface PrefetchEntry {
  readonly state: QueryState;
  readonly resources: readonly Resource[];
  /** `Bundle.entry.fullUrl` of the resources that have one. */
  readonly fullUrls: ReadonlyMap<string, Resource>;
  /** A next page was left unread. */
  readonly truncated: boolean;
  /** An entry of a supplied Bundle could not be read, so that the answer stays cut off whatever its next pages hold. */
  readonly hasUnreadable?: boolean;
  /** Where the next page of a supplied Bundle is, as the client wrote it. */
  readonly next?: string;
  /** Why our own query failed. */
  readonly error?: unknown;
}

/** An entry without resources. */
export const emptyEntry = (state: QueryState): PrefetchEntry => ({
  state,
  resources: [],
  fullUrls: new Map(),
  truncated: false,
});

/**
 * Asks a FHIR server what a template asks. Never throws: a refusal, a time-out or an unreachable server is `failed`,
 * so that one bad query does not lose the others; the features that hang on it say `query-failed`.
 */
export async function fetchTemplate(
  fhir: FhirClient,
  template: PrefetchTemplate,
  patientId: string,
  signal: AbortSignal,
  maxPages?: number,
): Promise<PrefetchEntry> {
  try {
    const query = template.template.replaceAll('{{context.patientId}}', () => encodeURIComponent(patientId));
    if (query.includes('?')) {
      const { resources, truncated } = await fhir.search(query, signal, searchLimits(template, maxPages));
      return { state: resources.length > 0 ? 'data' : 'none', resources, fullUrls: new Map(), truncated };
    }
    // The only read among the templates is the patient.
    return { ...emptyEntry('data'), resources: [await fhir.read('Patient', patientId, signal)] };
  } catch (error) {
    return { ...emptyEntry('failed'), error };
  }
}

/**
 * How far a template's answer is read: of Observations, newest first, `_count` are wanted; lists (conditions, medications,
 * encounters) are read to their end. Never over `maxPages` pages, where it is given.
 */
export function searchLimits({ codes, template }: PrefetchTemplate, maxPages?: number): Partial<SearchLimits> {
  const count = Number(/[?&]_count=(\d+)/.exec(template)?.[1] ?? '0');
  return {
    ...(codes !== undefined && count > 0 ? { maxEntries: count } : {}),
    ...(maxPages === undefined ? {} : { maxPages }),
  };
}
