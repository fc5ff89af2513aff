import type { FhirClient, SearchLimits } from '@cardwright/fhir';
import type { PrefetchEntry } from '../fetch-template.ts';

/**
 * A supplied Bundle with the pages that its client left out, read from the FHIR server up to the limits. When they cannot be
 * had (no server, a link to somewhere else, a failure, a limit), what came stays, and stays known as cut off. Never throws.
 */
export async function completeBundle(
  entry: PrefetchEntry,
  fhir: FhirClient | undefined,
  signal: AbortSignal,
  limits: Partial<SearchLimits>,
): Promise<PrefetchEntry> {
  const { next, hasUnreadable = false, ...supplied } = entry;
  if (next === undefined || fhir?.searchNext === undefined) return entry;
  const maxEntries = limits.maxEntries === undefined ? {} : { maxEntries: limits.maxEntries - entry.resources.length };
  if (maxEntries.maxEntries !== undefined && maxEntries.maxEntries <= 0) return entry;
  try {
    const { resources, truncated } = await fhir.searchNext(next, signal, { ...limits, ...maxEntries });
    const all = [...entry.resources, ...resources];
    return {
      ...supplied,
      state: all.length > 0 ? 'data' : 'none',
      resources: all,
      truncated: truncated || hasUnreadable,
    };
  } catch {
    return entry;
  }
}
