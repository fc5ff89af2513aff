import type { AbsentFeature } from '@cardwright/cds-service';
import type { Duration, Window } from './declaration.ts';
import type { Extraction } from './extraction.ts';
import { currentEncounter, noEncounter } from './extract/current-encounter.ts';
import { encounterStart } from './extract/encounter-start.ts';
import { hospitalStay } from './extract/hospital-stay.ts';
import { encountersKey } from './prefetch/prefetch-keys.ts';

/** A window on the clock: epoch milliseconds, each end inside unless it is open. */
export interface ResolvedWindow {
  readonly from: number;
  readonly to: number;
  readonly fromOpen: boolean;
  readonly toOpen: boolean;
}

/** No window. */
export const anyTime: ResolvedWindow = { from: -Infinity, to: Infinity, fromOpen: false, toOpen: false };

/** A length of time in milliseconds. */
export function msOf({ days = 0, hours = 0 }: Duration): number {
  return days * 86_400_000 + hours * 3_600_000;
}

/**
 * The window of a feature at `asOf`. Its end is open-ended where the window says nothing: what happens later than `asOf` is
 * left out by the clocks. Absent when it is bounded by an encounter and there is none, or one without a start.
 */
export function resolveWindow(window: Window | undefined, x: Extraction): ResolvedWindow | AbsentFeature {
  if (!window) return anyTime;
  const { days, hours, until, bounds = '[]', since } = window;
  const bound = since === undefined ? -Infinity : boundOf(since, x);
  if (typeof bound !== 'number') return bound;
  const start = days === undefined && hours === undefined ? -Infinity : x.asOf - msOf(window);
  const endsNow = until === undefined && bounds.endsWith(']');
  return {
    from: Math.max(start, bound),
    to: endsNow ? Infinity : x.asOf - msOf(until ?? {}),
    fromOpen: bounds.startsWith('(') && start >= bound,
    toOpen: bounds.endsWith(')'),
  };
}

/** Which side of the window an instant lies on. */
export function sideOf({ from, to, fromOpen, toOpen }: ResolvedWindow, at: number): 'before' | 'inside' | 'after' {
  if (at < from || (fromOpen && at === from)) return 'before';
  return at > to || (toOpen && at === to) ? 'after' : 'inside';
}

function boundOf(since: NonNullable<Window['since']>, x: Extraction): number | AbsentFeature {
  const encounter = since === 'admission' ? hospitalStay(x) : currentEncounter(x);
  const start = encounter && encounterStart(encounter, x);
  return start ?? noEncounter(x, [encountersKey]);
}
