import type { RecordParts } from '../record-from-parts.ts';
import type { PackedRequest } from './pack-request.ts';

/** The parts of the record that was kept. Not a door: `packRequest` wrote it. */
export function unpackRequest(packed: PackedRequest): RecordParts {
  const { patientId, zoneOffsetMinutes, resources, fullUrls, states } = packed;
  return {
    patientId,
    zoneOffsetMinutes,
    resources,
    fullUrls: new Map(
      fullUrls.flatMap(([url, position]) => {
        const resource = resources[position];
        return resource === undefined ? [] : [[url, resource] as const];
      }),
    ),
    states: new Map(states),
  };
}
