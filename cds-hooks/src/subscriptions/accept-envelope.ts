import type { Host, Source } from '../host.ts';
import { envelopeKey } from './envelope-key.ts';
import type { NotificationEnvelope } from './notification-envelope.ts';

/**
 * Commits what a source sent to the inbox, unless it is a repetition, and counts it. What this resolves to survives a power cut.
 * Error: `store-failed`.
 */
export async function acceptEnvelope(
  host: Pick<Host, 'now' | 'limits' | 'newUuid' | 'store' | 'metrics' | 'tracing'>,
  source: Source,
  envelope: NotificationEnvelope,
): Promise<void> {
  const arrived = { ...envelope, receivedAtMs: host.now().getTime() };
  const key = envelopeKey(source, arrived, host.limits) ?? host.newUuid();
  // Whoever settles it, perhaps another process, goes on in this trace; no part of the key.
  const traceparent = host.tracing.traceparent();
  const attributes = traceparent === undefined ? arrived.attributes : { ...arrived.attributes, traceparent };
  const result = await host.tracing.span('accept', { 'cardwright.source': source.id }, () =>
    host.store.acceptEvent({ ...arrived, attributes, key, source: source.id }),
  );
  host.metrics.countNotification(source.id, result);
}
