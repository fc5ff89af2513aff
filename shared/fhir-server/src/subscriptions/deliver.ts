import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from './build-delivery.ts';

/** Waits between tries, in ms: one try at once and one after each. */
export const defaultRetryDelaysMs: readonly number[] = [250, 1000, 4000];
/** How long one try may take, in ms. */
export const defaultDeliveryTimeoutMs = 10_000;

/** Network and patience of a delivery. */
export interface DeliverOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly retryDelaysMs: readonly number[];
  readonly deliveryTimeoutMs: number;
  /** Ends all tries and waits. */
  readonly signal: AbortSignal;
}

/** Tries until a 2xx answer. Never throws: gives the reason of the last failure, or nothing when it arrived. Redirects are failures. */
export async function deliver(delivery: Delivery, options: DeliverOptions): Promise<string | undefined> {
  let failure = await attempt(delivery, options);
  for (const delayMs of options.retryDelaysMs) {
    if (failure === undefined || options.signal.aborted) return failure;
    await sleep(delayMs, undefined, { signal: options.signal }).catch(() => undefined);
    failure = options.signal.aborted ? failure : await attempt(delivery, options);
  }
  return failure;
}

async function attempt(
  delivery: Delivery,
  { fetch, deliveryTimeoutMs, signal }: DeliverOptions,
): Promise<string | undefined> {
  try {
    const response = await fetch(delivery.url, {
      method: delivery.method,
      headers: delivery.headers,
      body: new Uint8Array(delivery.body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(deliveryTimeoutMs)]),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `The endpoint answered ${response.status}.`;
  } catch {
    return 'The endpoint could not be reached.';
  }
}
