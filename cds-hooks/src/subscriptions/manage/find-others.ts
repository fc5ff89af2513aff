import { CardwrightError } from '@cardwright/cds-service';
import { searchQuery } from '@cardwright/fhir';
import type { Source } from '../../host.ts';
import { subscriptionTags } from './write-subscription.ts';

const limits = { maxPages: 1, maxEntries: 200 };

/**
 * Ids of Subscriptions that a Cardwright made and that are not of this installation: of another one, or of this one under another
 * `publicBaseUrl` and with a store that is lost. Nothing where the source cannot search for that. Errors: those of the client.
 */
export async function findOthers(
  { fhir }: Pick<Source, 'fhir'>,
  installation: string,
  ours: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const query = searchQuery('Subscription', [
    ['_tag', `${subscriptionTags.installation}|`],
    ['_count', '200'],
  ]);
  try {
    const { resources } = await fhir.search(query, signal, limits);
    // A server may ignore a search parameter.
    return resources.flatMap(({ id, meta }) => {
      const tags = (meta?.tag ?? []).filter(({ system }) => system === subscriptionTags.installation);
      const isOther = tags.length > 0 && tags.every(({ code }) => code !== installation);
      return id !== undefined && isOther && !ours.has(id) ? [id] : [];
    });
  } catch (error) {
    if (error instanceof CardwrightError && error.code === 'fhir-refused') return [];
    throw error;
  }
}
