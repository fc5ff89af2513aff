/** A span of time in epoch milliseconds: `start` belongs to it, `end` does not. */
export interface TimeInterval {
  readonly start: number;
  readonly end: number;
}

const msPerMinute = 60_000;
const msPerDay = 86_400_000;
const [zero, plus, hyphen, dot, colon, letterT, letterZ] = [0x30, 0x2b, 0x2d, 0x2e, 0x3a, 0x54, 0x5a];

/**
 * Reads a FHIR `date`, `dateTime` or `instant` as the interval it can mean: `2020` is a whole year, `2020-05` a month,
 * `2020-05-03` a day, a time without seconds one minute, and a time with seconds one millisecond.
 * Dates carry no zone in FHIR, so they are read as days in the zone `zoneOffsetMinutes` east of UTC (default 0: UTC);
 * so is a time without an offset, which FHIR forbids and EHRs send.
 * Anything else, an impossible date included, is `undefined`: an unreadable time is never guessed.
 * Source: https://hl7.org/fhir/R4/datatypes.html#dateTime. Read by character, not by RegExp: four times faster, and every
 * fact of a call is dated twice.
 */
export function parseFhirTime(value: string | undefined, zoneOffsetMinutes = 0): TimeInterval | undefined {
  if (typeof value !== 'string') return undefined;
  const { length } = value;
  const year = twoDigits(value, 0) * 100 + twoDigits(value, 2);
  if (!(year > 0)) return undefined;
  if (length === 4) return days(year, 1, 1, isLeapYear(year) ? 366 : 365, zoneOffsetMinutes);
  const month = value.charCodeAt(4) === hyphen ? twoDigits(value, 5) : NaN;
  if (!(month >= 1 && month <= 12)) return undefined;
  if (length === 7) return days(year, month, 1, daysInMonth(year, month), zoneOffsetMinutes);
  const day = value.charCodeAt(7) === hyphen ? twoDigits(value, 8) : NaN;
  if (!(day >= 1 && day <= daysInMonth(year, month))) return undefined;
  if (length === 10) return days(year, month, day, 1, zoneOffsetMinutes);
  return value.charCodeAt(10) === letterT
    ? timeOfDay(value, daysFromEpoch(year, month, day) * msPerDay, zoneOffsetMinutes)
    : undefined;
}

function days(year: number, month: number, day: number, count: number, zone: number): TimeInterval {
  const start = daysFromEpoch(year, month, day) * msPerDay - zone * msPerMinute;
  return { start, end: start + count * msPerDay };
}

function timeOfDay(value: string, dayStart: number, zone: number): TimeInterval | undefined {
  const hours = twoDigits(value, 11);
  const minutes = value.charCodeAt(13) === colon ? twoDigits(value, 14) : NaN;
  const hasSeconds = value.charCodeAt(16) === colon;
  // FHIR allows second 60 for leap seconds; it is read as the first instant of the next minute.
  const seconds = hasSeconds ? twoDigits(value, 17) : 0;
  if (!(hours <= 23 && minutes <= 59 && seconds <= 60)) return undefined;
  let at = hasSeconds ? 19 : 16;
  let ms = 0;
  if (hasSeconds && value.charCodeAt(at) === dot) {
    const from = ++at;
    // What is finer than a millisecond is cut off.
    for (let worth = 100; isDigit(value.charCodeAt(at)); at++, worth = worth > 1 ? worth / 10 : 0)
      ms += (value.charCodeAt(at) - zero) * worth;
    if (at === from) return undefined;
  }
  const offset = offsetMinutes(value, at, zone);
  if (!(Math.abs(offset) <= 14 * 60)) return undefined;
  const start = dayStart + ((hours * 60 + minutes - offset) * 60 + seconds) * 1000 + ms;
  return { start, end: start + (hasSeconds ? 1 : msPerMinute) };
}

/** `Z`, `+hh:mm`, `-hh:mm` or nothing from `at` to the end; NaN for anything else. */
function offsetMinutes(value: string, at: number, fallback: number): number {
  const rest = value.length - at;
  if (rest === 0) return fallback;
  const sign = value.charCodeAt(at);
  if (sign === letterZ) return rest === 1 ? 0 : NaN;
  if (rest !== 6 || (sign !== plus && sign !== hyphen) || value.charCodeAt(at + 3) !== colon) return NaN;
  const minutes = twoDigits(value, at + 4);
  if (minutes > 59) return NaN;
  return (sign === hyphen ? -1 : 1) * (twoDigits(value, at + 1) * 60 + minutes);
}

/** The number that stands in two decimal digits from `at`; NaN when one of them is not a digit. */
function twoDigits(value: string, at: number): number {
  const tens = value.charCodeAt(at);
  const ones = value.charCodeAt(at + 1);
  return isDigit(tens) && isDigit(ones) ? (tens - zero) * 10 + ones - zero : NaN;
}

function isDigit(code: number): boolean {
  return code >= zero && code <= zero + 9;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar; `Date.UTC` would read years 0 to 99 as 19xx. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
