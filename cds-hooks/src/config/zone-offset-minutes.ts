const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Minutes east of UTC of an IANA time zone at an instant, summer time included; whole minutes (offsets of the
 * nineteenth century had seconds, which are cut). Error: `RangeError` for a zone that ICU does not know.
 */
export function zoneOffsetMinutes(timeZone: string, instant: string): number {
  const at = Math.floor(Date.parse(instant) / 60_000) * 60_000;
  if (timeZone === 'UTC' || Number.isNaN(at)) return 0;
  const part = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
  return Math.trunc((Date.UTC(year, month - 1, day, hour, minute) - at) / 60_000);
}

/** Making a format takes much longer than using it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const numeric = 'numeric';
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601-hc-h23', {
    timeZone,
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}
