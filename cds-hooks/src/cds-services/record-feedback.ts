import { CardwrightError } from '@cardwright/cds-service';
import type { Host } from '../host.ts';
import { parseFeedback } from '../wire/parse-feedback.ts';

/** What a feedback post led to. */
export interface FeedbackReceipt {
  readonly stored: number;
  readonly repeated: number;
  /** Cards that were not issued from here; their entries are kept all the same. */
  readonly unknownCards: readonly string[];
  /** Positions of entries that could not be read. */
  readonly refused: readonly number[];
}

/** Stores a feedback batch. Idempotent: a repeated entry changes nothing. Errors: `unknown-service`, `bad-request`. */
export async function recordFeedback(host: Host, service: string, body: unknown): Promise<FeedbackReceipt> {
  if (!host.services.has(service))
    throw new CardwrightError('unknown-service', `There is no service "${service}" here.`);
  const { entries, refused } = parseFeedback(body);
  const receivedAt = host.now().toISOString();
  const result = await host.store.recordFeedback(
    entries.map(({ entry, body }) => ({ ...entry, service, receivedAt, body })),
  );
  host.metrics.countFeedback(service, result.stored);
  return { ...result, refused };
}
