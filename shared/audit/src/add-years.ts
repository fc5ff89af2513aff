/** The instant so many years later, with its time and offset as written; 29 February becomes 28 February where it must. */
export function addYears(instant: string, years: number): string {
  const year = Number(instant.slice(0, 4)) + years;
  const rest = instant.slice(4);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return `${year}${!isLeap && rest.startsWith('-02-29') ? `-02-28${rest.slice(6)}` : rest}`;
}
