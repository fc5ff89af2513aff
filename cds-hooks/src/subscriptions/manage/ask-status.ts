import { CardwrightError } from '@cardwright/cds-service';
import type { Host, Source } from '../../host.ts';
import type { SubscriptionNotification } from '../notification-event.ts';
import { readNotification } from '../read-notification.ts';
import { observeHeard } from '../sweep/observe-heard.ts';
import { writeHeard } from '../sweep/write-heard.ts';

/**
 * Asks the source how a Subscription stands (`$status`), and takes note of how far it has counted. Gives the status, nothing where it does not say.
 * Errors: those of the client, but not a refusal.
 */
export async function askStatus(
  host: Host,
  source: Source,
  subscription: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!source.capabilities.hasStatusOperation || subscription === '') return undefined;
  const answer = await ask(source, subscription, signal);
  if (answer === undefined) return undefined;
  const notifications = tryToRead(host, source, Buffer.from(JSON.stringify(answer)));
  const said = notifications.find((one) => one.subscription === subscription) ?? notifications[0];
  if (said === undefined) return undefined;
  await writeHeard(host.store, { source: source.id, subscription }, (before) => {
    if (before === undefined) return undefined;
    const isMonotonic = source.capabilities.eventNumber === 'monotonic';
    const notification = { ...said, type: 'query-status' as const, events: [] };
    // An answer to us is no sign that anything reaches us by itself.
    return observeHeard(before, { atMs: before.heardAtMs, isMonotonic, notification });
  });
  return said.status;
}

/** What cannot be read says nothing, and must not end the care for the source. */
function tryToRead({ limits }: Host, source: Source, body: Buffer): readonly SubscriptionNotification[] {
  try {
    return readNotification(source, { body, attributes: { method: 'POST', path: '' } }, limits);
  } catch {
    return [];
  }
}

async function ask({ fhir }: Source, id: string, signal: AbortSignal) {
  try {
    return await fhir.operation({ method: 'GET', type: 'Subscription', id, name: '$status' }, signal);
  } catch (error) {
    if (error instanceof CardwrightError && error.code === 'fhir-refused') return undefined;
    throw error;
  }
}
