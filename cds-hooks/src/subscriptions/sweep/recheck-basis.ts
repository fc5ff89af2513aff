import type { ResourceType } from '@medplum/fhirtypes';
import { CardwrightError } from '@cardwright/cds-service';
import { parseReference, searchQuery } from '@cardwright/fhir';
import type { Host, Source } from '../../host.ts';
import type { SeenResource } from '../judge-changes.ts';
import { listPublished, publishedKey } from '../../published/published.ts';
import { rememberBasis } from '../remember-basis.ts';
import { isResourceType } from './is-resource-type.ts';
import type { Lease } from './take-lease.ts';
import { takeSeen, type Taken } from './take-seen.ts';

/** So many published answers are checked in one sweep; the next one goes on after them, and begins anew at the end. */
const answersAtOnce = 100;
const idsAtOnce = 50;

/**
 * Whether what published answers rest on is still there, for sources that tell nobody of deletions: of a part of them, the next part
 * at the next sweep. What is gone, confirmed by a read, wakes whose it was, so that the answer is withdrawn.
 */
export async function recheckBasis(host: Host, source: Source, lease: Lease, signal: AbortSignal): Promise<Taken> {
  const { recheckedUpTo = '' } = lease.state();
  const published = await listPublished(host.store, source.id);
  const all = published.map((one) => ({ ...one, key: publishedKey(one) })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const next = all.filter(({ key }) => key > recheckedUpTo).slice(0, answersAtOnce);
  const references = new Set<string>();
  for (const { patient, state } of next) {
    const evaluation = await host.store.readEvaluation(state.evaluation);
    const basis = Object.values(evaluation?.features.features ?? {}).flatMap(({ references: some }) => some);
    // What the retention has removed since: of what is gone nothing else tells whose it was.
    await rememberBasis(host, source, patient, basis);
    for (const one of basis) references.add(one);
  }
  const taken = await takeSeen(host, source, await lookAt(source, [...references], signal));
  await lease.save({ recheckedUpTo: next.length < answersAtOnce ? '' : (next.at(-1)?.key ?? '') });
  return taken;
}

/** As they are now. */
async function lookAt(
  { fhir }: Source,
  references: readonly string[],
  signal: AbortSignal,
): Promise<readonly SeenResource[]> {
  const byType = Map.groupBy(
    references.flatMap((one) => parseReference(one) ?? []),
    ({ type }) => type,
  );
  const seen: SeenResource[] = [];
  for (const [type, some] of byType) {
    if (!isResourceType(type)) continue;
    for (let start = 0; start < some.length; start += idsAtOnce) {
      const ids = some.slice(start, start + idsAtOnce).map(({ id }) => id);
      const { resources } = await fhir.search(
        searchQuery(type, [
          ['_id', ids.join(',')],
          ['_count', String(idsAtOnce)],
        ]),
        signal,
      );
      const there = new Map(resources.map((resource) => [resource.id, resource]));
      for (const id of ids) {
        const resource = there.get(id);
        if (resource === undefined) seen.push(...(await confirmGone(fhir, type, id, signal)));
        else seen.push({ type, id, resource });
      }
    }
  }
  return seen;
}

/** A search may leave out what is there: only a read says that it is gone. */
async function confirmGone(
  fhir: Source['fhir'],
  type: ResourceType,
  id: string,
  signal: AbortSignal,
): Promise<readonly SeenResource[]> {
  try {
    await fhir.read(type, id, signal);
    return [];
  } catch (error) {
    const status = error instanceof CardwrightError ? error.details['status'] : undefined;
    if (status === 404 || status === 410) return [{ type, id }];
    throw error;
  }
}
