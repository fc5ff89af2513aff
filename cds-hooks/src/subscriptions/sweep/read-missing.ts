import { CardwrightError } from '@cardwright/cds-service';
import type { Host, Source } from '../../host.ts';
import { isTransient } from '../../is-transient.ts';
import { criteriaOf } from '../criteria-of.ts';
import { readChanges } from '../read-changes.ts';
import { readNotification } from '../read-notification.ts';
import { observeHeard } from './observe-heard.ts';
import { takeSeen } from './take-seen.ts';
import { writeHeard } from './write-heard.ts';

/** Numbers that did not come, both included. */
export interface MissingEvents {
  readonly subscription: string;
  readonly since: string;
  readonly until: string;
}

/** A sweep is cheaper than to ask for more events than this. */
const maxAsked = 1_000n;

/**
 * Asks the source for events that did not come (`$events`) and looks at what they are about. False when it does not answer, or not with
 * all of them: then a sweep is to be made.
 */
export async function readMissing(
  host: Host,
  source: Source,
  { subscription, since, until }: MissingEvents,
  signal: AbortSignal,
): Promise<boolean> {
  if (BigInt(until) - BigInt(since) >= maxAsked) return false;
  try {
    return await askAndLook(host, source, { subscription, since, until }, signal);
  } catch (error) {
    // What will not be otherwise the next time must not stand between the source and its sweeps.
    if (error instanceof CardwrightError && error.code !== 'store-failed' && !isTransient(error)) return false;
    throw error;
  }
}

async function askAndLook(
  host: Host,
  source: Source,
  { subscription, since, until }: MissingEvents,
  signal: AbortSignal,
): Promise<boolean> {
  const answer = await askEvents(source, { subscription, since, until }, signal);
  if (answer === undefined) return false;
  const envelope = { body: Buffer.from(JSON.stringify(answer)), attributes: { method: 'POST', path: '' } };
  const notifications = readNotification(source, envelope, host.limits);
  const events = notifications.flatMap(({ events: some }) => some);
  const numbers = new Set(events.flatMap(({ number }) => (number === undefined ? [] : [String(number)])));
  const atMs = host.now().getTime();
  const options = { fhir: source.fhir, criteria: criteriaOf(host, source), receivedAtMs: atMs };
  await takeSeen(host, source, await readChanges(events, options, signal));
  const notification = { type: 'event-notification' as const, events };
  await writeHeard(host.store, { source: source.id, subscription }, (before) =>
    observeHeard(before, { atMs, isMonotonic: true, notification }),
  );
  for (let number = BigInt(since); number <= BigInt(until); number += 1n)
    if (!numbers.has(String(number))) return wasReceived(host, source, subscription, until);
  return true;
}

/** What came in the meantime counts as well. */
async function wasReceived(host: Host, source: Source, subscription: string, until: string): Promise<boolean> {
  let isWhole = false;
  await writeHeard(host.store, { source: source.id, subscription }, (state) => {
    isWhole = state !== undefined && BigInt(state.contiguous) >= BigInt(until);
    return undefined;
  });
  return isWhole;
}

async function askEvents({ fhir }: Source, { subscription, since, until }: MissingEvents, signal: AbortSignal) {
  try {
    return await fhir.operation(
      {
        method: 'GET',
        type: 'Subscription',
        id: subscription,
        name: '$events',
        params: [
          ['eventsSinceNumber', since],
          ['eventsUntilNumber', until],
          ['content', 'id-only'],
        ],
      },
      signal,
    );
  } catch (error) {
    // It may exist, and may be limited to recent events (Backport IG, "Operations").
    if (error instanceof CardwrightError && error.code === 'fhir-refused') return undefined;
    throw error;
  }
}
