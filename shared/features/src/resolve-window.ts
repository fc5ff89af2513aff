import type { AbsentFeature } from '@cardwright/cds-service';
import { parseFhirTime } from '@cardwright/fhir';
import { absent } from './absent.ts';
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
 * left out by the clocks. With an anchor it is a window at the time of that feature, and ends there. Absent when it is
 * bounded by an encounter and there is none, or one without a start; when the anchor is absent or has no time.
 */
export function resolveWindow(window: Window | undefined, x: Extraction): ResolvedWindow | AbsentFeature {
  if (!window) return anyTime;
  const { days, hours, until, bounds = '[]', since, anchor } = window;
  const bound = since === undefined ? -Infinity : boundOf(since, x);
  if (typeof bound !== 'number') return bound;
  const at = anchor === undefined ? x.asOf : timeOf(anchor, x);
  if (typeof at !== 'number') return at;
  const start = days === undefined && hours === undefined ? -Infinity : at - msOf(window);
  const endsNow = anchor === undefined && until === undefined && bounds.endsWith(']');
  return {
    from: Math.max(start, bound),
    to: endsNow ? Infinity : at - msOf(until ?? {}),
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

/** A partial date is as old as it can be, as the facts of the window are. */
function timeOf(anchor: string, x: Extraction): number | AbsentFeature {
  const feature = x.lookup(anchor);
  if (feature.status === 'absent') return absent('input-missing', feature.references, `${anchor} is absent`);
  const time = parseFhirTime(feature.effective, x.record.zoneOffsetMinutes);
  return time?.start ?? absent('no-value', feature.references, `${anchor} carries no time`);
}
