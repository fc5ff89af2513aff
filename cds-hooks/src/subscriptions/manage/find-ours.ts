import type { Resource, Subscription } from '@medplum/fhirtypes';
import { CardwrightError } from '@cardwright/cds-service';
import { searchQuery } from '@cardwright/fhir';
import type { Source } from '../../host.ts';
import type { StoredManaged } from './managed-state.ts';
import type { FoundSubscription } from './plan-reconciliation.ts';
import { subscriptionTags } from './write-subscription.ts';

const limits = { maxPages: 10, maxEntries: 2_000 };

/**
 * Our Subscriptions that stand at the source: by their tag; by our reason, where the source keeps no tags; and by the ids that we know.
 * Errors: those of the client.
 */
export async function findOurs(
  { fhir }: Pick<Source, 'fhir'>,
  installation: string,
  managed: readonly StoredManaged[],
  signal: AbortSignal,
): Promise<readonly FoundSubscription[]> {
  const listed = await list(fhir, installation, signal);
  const found = new Map<string, FoundSubscription>();
  for (const resource of listed) {
    const identity = identityOf(resource, installation);
    if (identity !== undefined && resource.id !== undefined)
      found.set(resource.id, { id: resource.id, identity, status: resource.status, resource });
  }
  for (const { identity, state } of managed) {
    if (state.id === undefined || found.has(state.id)) continue;
    const resource = await readIfThere(fhir, state.id, signal);
    if (resource !== undefined) found.set(state.id, { id: state.id, identity, status: resource.status, resource });
  }
  return [...found.values()];
}

async function list(fhir: Source['fhir'], installation: string, signal: AbortSignal): Promise<readonly Subscription[]> {
  const byTag = searchQuery('Subscription', [
    ['_tag', `${subscriptionTags.installation}|${installation}`],
    ['_count', '200'],
  ]);
  try {
    return (await fhir.search(byTag, signal, limits)).resources.filter(isSubscription);
  } catch (error) {
    if (statusOf(error) !== 400) throw error;
    // It does not know the parameter: everything, and we pick.
    return (await fhir.search('Subscription?_count=200', signal, limits)).resources.filter(isSubscription);
  }
}

async function readIfThere(fhir: Source['fhir'], id: string, signal: AbortSignal): Promise<Subscription | undefined> {
  try {
    return await fhir.read('Subscription', id, signal);
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 410) return undefined;
    throw error;
  }
}

/** A server may ignore a search parameter and give what is not ours. */
function identityOf({ meta, reason }: Subscription, installation: string): string | undefined {
  const tags = (meta?.tag ?? []).flatMap(({ system, code }) =>
    system === subscriptionTags.subscription ? [code] : [],
  );
  const named = /\(([0-9a-f]{16}\.[a-z]+-\d+)\)$/.exec(reason ?? '')?.[1];
  return [...tags, named].find((one) => one?.startsWith(`${installation}.`) === true)?.slice(installation.length + 1);
}

const isSubscription = (resource: Resource): resource is Subscription => resource.resourceType === 'Subscription';

const statusOf = (error: unknown): unknown => (error instanceof CardwrightError ? error.details['status'] : undefined);
