import type { HookContext, RecordedContext } from '@cardwright/cds-service';
import { recordContext } from '@cardwright/evaluation';
import type { Resource } from '@medplum/fhirtypes';
import type { RecordParts } from '../record-from-parts.ts';

/** What is kept of a call where a site wants that: pure JSON, without tokens. */
export interface PackedRequest {
  readonly hook: string;
  readonly patientId: string;
  readonly context?: RecordedContext;
  readonly zoneOffsetMinutes: number;
  readonly resources: readonly Resource[];
  /** Positions in `resources` by the fullUrl of their Bundle entry. */
  readonly fullUrls: readonly (readonly [url: string, position: number])[];
  readonly states: readonly (readonly [key: string, state: { readonly state: string; readonly truncated: boolean }])[];
}

/** The context and the parts of a record as JSON. */
export function packRequest(context: HookContext, parts: RecordParts): PackedRequest {
  const recorded = recordContext(context);
  const positions = new Map(parts.resources.map((resource, position) => [resource, position]));
  return {
    hook: context.hook,
    patientId: parts.patientId,
    ...(recorded === undefined ? {} : { context: recorded }),
    zoneOffsetMinutes: parts.zoneOffsetMinutes,
    resources: parts.resources,
    fullUrls: [...parts.fullUrls].flatMap(([url, resource]) => {
      const position = positions.get(resource);
      return position === undefined ? [] : [[url, position] as const];
    }),
    states: [...parts.states],
  };
}
