import { CardwrightError } from '@cardwright/cds-service';
import { Ajv2020 } from 'ajv/dist/2020.js';
import batchSchema from './feedback.schema.json' with { type: 'json' };
import entrySchema from './feedback-entry.schema.json' with { type: 'json' };

/** One entry of a feedback batch; unknown members stay in `body`. */
export interface FeedbackEntry {
  readonly card: string;
  readonly outcome: 'accepted' | 'overridden';
  readonly outcomeTimestamp: string;
}

export interface ParsedFeedback {
  readonly entries: readonly { readonly entry: FeedbackEntry; readonly body: unknown }[];
  /** Positions of entries that cannot be read; one bad entry does not lose the others. */
  readonly refused: readonly number[];
}

const ajv = new Ajv2020({ strictTypes: false });
const isBatch = ajv.compile<{ readonly feedback: readonly unknown[] }>(batchSchema);
const isEntry = ajv.compile<FeedbackEntry>(entrySchema);

/** Error: `bad-request` when the body is not a batch, or when none of its entries can be read. */
export function parseFeedback(body: unknown): ParsedFeedback {
  if (!isBatch(body)) throw new CardwrightError('bad-request', 'The body is an object with an array "feedback".');
  const read = body.feedback.map((entry) => (isEntry(entry) ? { entry, body: entry } : undefined));
  const entries = read.filter((entry) => entry !== undefined);
  const refused = read.flatMap((entry, index) => (entry === undefined ? [index] : []));
  if (entries.length === 0 && refused.length > 0) {
    throw new CardwrightError(
      'bad-request',
      'No entry has card, outcome (accepted or overridden) and outcomeTimestamp.',
    );
  }
  return { entries, refused };
}
