const dateTime = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Up to this age a time of day matters more than a date. */
const recentMs = 48 * hourMs;

/**
 * When a fact happened, in the words of a card: `2024-03-01` for old facts and facts without a time of day,
 * `08:15 (UTC+02:00), 2 h ago` within 48 hours of `asOf`. The offset is the one that was recorded, never that of the
 * process. A time without a zone cannot be compared and is given as `2024-03-01 08:15 (zone not recorded)`; a time
 * after `asOf` (clock skew) with its date. Absent: `undated`.
 */
export function when(effective: string | undefined, asOf: string): string {
  if (effective === undefined) return 'undated';
  const match = dateTime.exec(effective);
  const [, date = '', time = '', zone] = match ?? [];
  if (!match) return effective;
  if (zone === undefined) return `${date} ${time} (zone not recorded)`;
  const ageMs = Date.parse(asOf) - Date.parse(effective);
  if (!(ageMs <= recentMs)) return date;
  const clock = `${time} (${zoneName(zone)})`;
  return ageMs < 0 ? `${date} ${clock}` : `${clock}, ${ageInWords(ageMs)}`;
}

const zoneName = (zone: string): string => (zone === 'Z' || /^[+-]00:00$/.test(zone) ? 'UTC' : `UTC${zone}`);

function ageInWords(ageMs: number): string {
  return ageMs < hourMs ? `${Math.floor(ageMs / minuteMs)} min ago` : `${Math.floor(ageMs / hourMs)} h ago`;
}
