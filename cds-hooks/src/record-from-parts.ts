import { PatientRecord, type QueryState } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';

/** What one patient's record is made from: all that a call supplied and our queries found, and what is known of each query. */
export interface RecordParts {
  readonly patientId: string;
  /** Dates without a zone are days so many minutes east of UTC. */
  readonly zoneOffsetMinutes: number;
  readonly resources: readonly Resource[];
  /** Resources by the `fullUrl` of their Bundle entry. */
  readonly fullUrls: ReadonlyMap<string, Resource>;
  /** By template key. */
  readonly states: ReadonlyMap<string, { readonly state: QueryState; readonly truncated: boolean }>;
}

/** The record of these parts. */
export function recordFromParts({ states, ...rest }: RecordParts): PatientRecord {
  return new PatientRecord({
    ...rest,
    coverage: {
      state: (key) => states.get(key)?.state ?? 'omitted',
      truncated: (key) => states.get(key)?.truncated ?? false,
    },
  });
}
