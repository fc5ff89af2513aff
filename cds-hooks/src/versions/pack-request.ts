import type { QueryState } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import type { RecordParts } from '../record-from-parts.ts';

/** What is kept of a call where a site wants that, beside its evaluation: pure JSON, without tokens. */
export interface PackedRequest {
  readonly patientId: string;
  readonly zoneOffsetMinutes: number;
  readonly resources: readonly Resource[];
  /** Positions in `resources` by the fullUrl of their Bundle entry. */
  readonly fullUrls: readonly (readonly [url: string, position: number])[];
  readonly states: readonly (readonly [
    key: string,
    state: { readonly state: QueryState; readonly truncated: boolean },
  ])[];
}

/** The parts of a record as JSON. */
export function packRequest(parts: RecordParts): PackedRequest {
  const positions = new Map(parts.resources.map((resource, position) => [resource, position]));
  return {
    patientId: parts.patientId,
    zoneOffsetMinutes: parts.zoneOffsetMinutes,
    resources: parts.resources,
    fullUrls: [...parts.fullUrls].flatMap(([url, resource]) => {
      const position = positions.get(resource);
      return position === undefined ? [] : [[url, position] as const];
    }),
    states: [...parts.states],
  };
}
