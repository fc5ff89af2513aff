import { CardwrightError } from '@cardwright/cds-service';
import type { Host } from '../host.ts';
import { parseFeedback } from '../wire/parse-feedback.ts';

/** What a feedback post led to. Lists are absent when they would be empty. */
export interface FeedbackReceipt {
  readonly stored: number;
  /** Entries that were here already, or twice in the batch. */
  readonly repeated: number;
  /** Cards that were not issued from here; their entries are kept all the same. */
  readonly unknownCards?: readonly string[];
  /** Cards that another service issued; their entries are kept under the service of the path. */
  readonly otherServiceCards?: readonly string[];
  /** Positions of entries that could not be read. */
  readonly refused?: readonly number[];
}

/**
 * Stores a feedback batch; one entry that cannot be read does not lose the others. Idempotent: a repeated entry changes
 * nothing. A card leads to its evaluation through the store, also when it was issued before the last restart.
 * Errors: `unknown-service`, `bad-request`, `too-large`.
 */
export async function recordFeedback(host: Host, service: string, body: unknown): Promise<FeedbackReceipt> {
  if (!host.services.has(service)) throw new CardwrightError('unknown-service', 'There is no such service here.');
  const { entries, refused } = parseFeedback(body);
  if (entries.length + refused.length > host.limits.maxResources)
    throw new CardwrightError('too-large', `The batch holds more than ${host.limits.maxResources} entries.`);
  const receivedAt = host.now().toISOString();
  const { stored, repeated, unknownCards } = await host.store.recordFeedback(
    entries.map(({ entry, body }) => ({ ...entry, service, receivedAt, body })),
  );
  const otherServiceCards = await issuedByOthers(
    host,
    service,
    entries.map(({ entry }) => entry.card),
  );
  host.metrics.countFeedback(service, stored);
  return {
    stored,
    repeated,
    ...(unknownCards.length === 0 ? {} : { unknownCards }),
    ...(otherServiceCards.length === 0 ? {} : { otherServiceCards }),
    ...(refused.length === 0 ? {} : { refused }),
  };
}

async function issuedByOthers(host: Host, service: string, cards: readonly string[]): Promise<readonly string[]> {
  const issued = await Promise.all([...new Set(cards)].map((card) => host.store.readCard(card)));
  return issued.flatMap((card) => (card !== undefined && card.service !== service ? [card.uuid] : []));
}
