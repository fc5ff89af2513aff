import { CardwrightError } from '@cardwright/cds-service';
import type { Host } from '../../host.ts';

const placeOf = (source: string) => ({ collection: 'sweep' as const, source, key: 'asked' });
/** Operators who ask at the same instant. */
const maxTries = 20;

/**
 * Asks whichever process cares for the source, now or later, to sweep it at its next turn. Gives the number of the wish, which grows.
 * Error: `store-failed`.
 */
export async function askSweep(store: Host['store'], source: string, nowMs: number): Promise<number> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const before = await store.readState(placeOf(source));
    if (await store.writeState(placeOf(source), { askedAtMs: nowMs }, before?.revision))
      return (before?.revision ?? 0) + 1;
  }
  throw new CardwrightError('store-failed', 'The wish for a sweep could not be written.');
}

/** The newest wish, met or not; 0 when nobody has ever asked. */
export async function newestAsk(store: Host['store'], source: string): Promise<number> {
  return (await store.readState(placeOf(source)))?.revision ?? 0;
}
