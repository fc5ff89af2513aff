import type { QueryState } from '@cardwright/fhir';
import type { PrefetchEntry } from './fetch-template.ts';
import type { RecordParts } from './record-from-parts.ts';

/**
 * The parts of one patient's record from the entries of a call. `states` maps every template key to its own entry, or to a
 * state when another entry answered it.
 */
export function partsFromEntries(
  patientId: string,
  entries: Iterable<PrefetchEntry>,
  states: ReadonlyMap<string, PrefetchEntry | QueryState>,
  zoneOffsetMinutes = 0,
): RecordParts {
  const all = [...new Set(entries)];
  return {
    patientId,
    zoneOffsetMinutes,
    resources: all.flatMap((entry) => entry.resources),
    fullUrls: new Map(all.flatMap((entry) => [...entry.fullUrls])),
    states: new Map([...states].map(([key, entry]) => [key, stateOf(entry)])),
  };
}

const stateOf = (entry: PrefetchEntry | QueryState) =>
  typeof entry === 'string' ? { state: entry, truncated: false } : { state: entry.state, truncated: entry.truncated };
