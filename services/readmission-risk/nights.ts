/** Milliseconds in a day. */
const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Minutes east of UTC of the site's clocks at an instant. */
export type ZoneOffset = (instant: string) => number;

/**
 * Nights from the start of the stay to `asOf`: calendar days between the two dates, as both scores count the length of a
 * stay. The dates are those of the site's clocks; without them, of the offset that the start was recorded with.
 */
export function nights(start: string, asOf: string, zoneOffsetMinutesAt?: ZoneOffset): number {
  const offset = offsetOf(start);
  const isInstant = offset !== undefined;
  const zone = zoneOffsetMinutesAt ?? (() => offset ?? 0);
  const from = isInstant ? localDay(start, zone(start)) : start.slice(0, 10);
  return Math.max(0, Math.round((Date.parse(localDay(asOf, zone(asOf))) - Date.parse(from)) / dayMs));
}

const localDay = (instant: string, offsetMinutes: number): string =>
  new Date(Date.parse(instant) + offsetMinutes * minuteMs).toISOString().slice(0, 10);

/** Minutes east of UTC that a time says; `undefined` for a date, or a time without a zone. */
function offsetOf(time: string): number | undefined {
  const [, zone, sign, hours, minutes] = /T.*(Z|([+-])(\d{2}):(\d{2}))$/.exec(time) ?? [];
  if (zone === undefined) return undefined;
  return zone === 'Z' ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
