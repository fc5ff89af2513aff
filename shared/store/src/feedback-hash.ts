import { createHash } from 'node:crypto';
import type { FeedbackItem } from './store.ts';

/** The identity of a feedback item, whatever the order of keys in its body: a client that retries may serialise anew. */
export function feedbackHash({ service, card, outcome, outcomeTimestamp, body }: FeedbackItem): string {
  const identity = canonical([service, card, outcome, outcomeTimestamp ?? null, body]);
  return createHash('sha256').update(identity).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${canonical(child)}`).join(',')}}`;
}
