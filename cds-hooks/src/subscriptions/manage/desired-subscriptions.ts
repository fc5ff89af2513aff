import { createHash } from 'node:crypto';
import type { Source } from '../../host.ts';

/** A Subscription that is to stand at a source. */
export interface DesiredSubscription {
  /** The same after every restart, in every process: type and number of its part of the codes. */
  readonly identity: string;
  readonly type: string;
  /** Search, `Type?…`. */
  readonly criteria: string;
  /** Topic-based sources only. */
  readonly topic?: string;
}

/** What is published here would come back as a notification, for ever. */
const written = new Set([
  'RiskAssessment',
  'GuidanceResponse',
  'Device',
  'Provenance',
  'Flag',
  'Task',
  'AuditEvent',
  'Communication',
  'Subscription',
]);

/** What cannot be subscribed to, and why. */
export interface Unsubscribable {
  readonly type: string;
  readonly why: 'written-by-us' | 'no-topic';
}

/** The Subscriptions that give what the searches ask for, and the types for which there can be none. Pure. */
export function desiredSubscriptions(
  criteria: readonly string[],
  { capabilities, topics }: Pick<Source, 'capabilities' | 'topics'>,
): { readonly desired: readonly DesiredSubscription[]; readonly refused: readonly Unsubscribable[] } {
  const isByTopic = ['r4-backport', 'r4b-backport', 'r5'].includes(capabilities.subscription);
  const desired: DesiredSubscription[] = [];
  const refused = new Map<string, Unsubscribable>();
  const counts = new Map<string, number>();
  for (const query of criteria) {
    const type = query.split('?', 1)[0] ?? '';
    const topic = topics[type];
    if (written.has(type)) refused.set(type, { type, why: 'written-by-us' });
    else if (isByTopic && topic === undefined) refused.set(type, { type, why: 'no-topic' });
    else {
      const number = (counts.get(type) ?? 0) + 1;
      counts.set(type, number);
      const whole = query.includes('?') ? query : `${query}?`;
      const identity = `${type.toLowerCase()}-${number}`;
      desired.push({ identity, type, criteria: whole, ...(isByTopic && topic !== undefined && { topic }) });
    }
  }
  return { desired, refused: [...refused.values()] };
}

/** Names our Subscriptions apart from those of another installation at the same source. */
export const installationOf = (publicBaseUrl: string, source: string): string =>
  createHash('sha256').update(`${publicBaseUrl}\n${source}`).digest('hex').slice(0, 16);
