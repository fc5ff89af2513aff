/** How long before the story's "now" something happened; all parts add up. */
export interface Ago {
  readonly years?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The instant so long before another. A year here is 365.25 days. */
export function instantBefore(asOf: string, { years = 0, days = 0, hours = 0, minutes = 0 }: Ago): string {
  const ms = (years * 365.25 + days) * dayMs + hours * hourMs + minutes * minuteMs;
  return new Date(Date.parse(asOf) - ms).toISOString();
}

/** The birth date (UTC) of somebody who had a birthday 100 days ago and is so many completed years old. */
export function birthDateAt(asOf: string, ageYears: number): string {
  const birthday = new Date(Date.parse(asOf) - 100 * dayMs);
  birthday.setUTCFullYear(birthday.getUTCFullYear() - ageYears);
  return birthday.toISOString().slice(0, 10);
}
