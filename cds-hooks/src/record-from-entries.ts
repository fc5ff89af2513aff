import { PatientRecord, type QueryState } from '@cardwright/fhir';
import type { PrefetchEntry } from './fetch-template.ts';

/**
 * One patient's record from the entries of a call, with what is known of each query.
 * `states` maps every template key to its own entry, or to a state when another entry answered it. Dates without a zone
 * are days `zoneOffsetMinutes` east of UTC.
 */
export function recordFromEntries(
  patientId: string,
  entries: Iterable<PrefetchEntry>,
  states: ReadonlyMap<string, PrefetchEntry | QueryState>,
  zoneOffsetMinutes = 0,
): PatientRecord {
  const all = [...new Set(entries)];
  return new PatientRecord({
    patientId,
    zoneOffsetMinutes,
    resources: all.flatMap((entry) => entry.resources),
    fullUrls: new Map(all.flatMap((entry) => [...entry.fullUrls])),
    coverage: {
      state: (key) => {
        const state = states.get(key) ?? 'omitted';
        return typeof state === 'string' ? state : state.state;
      },
      truncated: (key) => {
        const state = states.get(key);
        return typeof state === 'object' && state.truncated;
      },
    },
  });
}
