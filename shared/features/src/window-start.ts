import type { Window } from './declaration.ts';
import type { Extraction } from './extraction.ts';

/** The earliest event start that is inside the window, epoch milliseconds; -Infinity when any age will do. */
export function windowStart(window: Window | undefined, { asOf }: Extraction): number {
  if (window?.days === undefined && window?.hours === undefined) return -Infinity;
  return asOf - (window.days ?? 0) * 86_400_000 - (window.hours ?? 0) * 3_600_000;
}
