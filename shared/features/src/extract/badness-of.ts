import { CardwrightError } from '@cardwright/cds-service';
import type { ObservationNumber } from '../declaration.ts';

/**
 * How bad a value is, for `min`, `max` and `worst`: the highest decides. `away-from-usual` is the distance beyond the nearer
 * end of the usual range (negative inside it). Throws `bad-service` when `worst` does not say which way is worse.
 */
export function badnessOf({ pick, worse, usual }: ObservationNumber): (value: number) => number {
  if (pick === 'max' || worse === 'high') return (value) => value;
  if (pick === 'min' || worse === 'low') return (value) => -value;
  if (worse !== 'away-from-usual' || !usual)
    throw new CardwrightError('bad-service', 'The pick "worst" does not say which way is worse.');
  const [low, high] = usual;
  return (value) => Math.max(low - value, value - high);
}
