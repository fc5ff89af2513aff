import type { Sighting } from '@cardwright/store';
import type { Host, Source } from '../host.ts';

/** What is needed is recorded anew after so long, so that the retention of sightings sees that it is. A day: retention is counted in days. */
const freshMs = 86_400_000;

/**
 * What an answer rests on is remembered as this patient's, in no version: when it is deleted, nothing else tells whom that concerns.
 * A resource that was seen before stays as it was seen.
 */
export async function rememberBasis(
  { store, now }: Pick<Host, 'store' | 'now'>,
  { id: source }: Pick<Source, 'id'>,
  patient: string,
  references: Iterable<string>,
): Promise<void> {
  const used = new Set(references);
  const known = await store.readSightings(source, [...used]);
  for (const { resource } of known) used.delete(resource);
  const nowMs = now().getTime();
  const sightings: readonly Sighting[] = [
    ...[...used].map((resource) => ({ source, resource, patient, lastUpdatedMs: 0 })),
    ...known.filter(({ seenAtMs }) => nowMs - seenAtMs > freshMs),
  ];
  if (sightings.length > 0) await store.recordSightings(sightings, nowMs);
}
