const dateTime = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Up to this age a time of day matters more than a date. */
const recentMs = 48 * hourMs;

/**
 * When a fact happened, in the words of a card: `2024-03-01` for old facts and facts without a time of day,
 * `08:15 (UTC+02:00), 2 h ago` within 48 hours of `asOf`. The offset is the one that was recorded, never that of the
 * process. A time without a zone cannot be compared and is given as `2024-03-01 08:15 (zone not recorded)`; a time
 * after `asOf` (clock skew) with its date. Absent: `undated`. With `zoneOffsetMinutesAt` (minutes east of UTC at an
 * instant) a time with a zone is shown on those clocks instead.
 */
export function when(effective: string | undefined, asOf: string, zoneOffsetMinutesAt?: ZoneOffset): string {
  if (effective === undefined) return 'undated';
  if (zoneOffsetMinutesAt !== undefined) return when(inZone(effective, zoneOffsetMinutesAt), asOf);
  const match = dateTime.exec(effective);
  const [, date = '', time = '', zone] = match ?? [];
  if (!match) return effective;
  if (zone === undefined) return `${date} ${time} (zone not recorded)`;
  if (date < dayBefore(asOf)) return date;
  const ageMs = Date.parse(asOf) - Date.parse(effective);
  if (!(ageMs <= recentMs)) return date;
  const clock = `${time} (${zoneName(zone)})`;
  return ageMs < 0 ? `${date} ${clock}` : `${clock}, ${ageInWords(ageMs)}`;
}

/** A date that is more than 48 hours before `asOf` in every zone. Asked for each line of a card with the same `asOf`. */
function dayBefore(asOf: string): string {
  if (lastDayBefore.asOf !== asOf) {
    const ms = Date.parse(asOf) - recentMs - 2 * 24 * hourMs;
    lastDayBefore = { asOf, day: Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10) };
  }
  return lastDayBefore.day;
}
let lastDayBefore = { asOf: '', day: '' };

type ZoneOffset = (instant: string) => number;

/** The same instant, written with another offset; what is no instant stays as it is. */
function inZone(effective: string, zoneOffsetMinutesAt: ZoneOffset): string {
  if (dateTime.exec(effective)?.[3] === undefined) return effective;
  const offset = zoneOffsetMinutesAt(effective);
  const local = new Date(Date.parse(effective) + offset * minuteMs).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
}

const zoneName = (zone: string): string => (zone === 'Z' || /^[+-]00:00$/.test(zone) ? 'UTC' : `UTC${zone}`);

function ageInWords(ageMs: number): string {
  return ageMs < hourMs ? `${Math.floor(ageMs / minuteMs)} min ago` : `${Math.floor(ageMs / hourMs)} h ago`;
}
