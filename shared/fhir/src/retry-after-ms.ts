/** `Retry-After` (RFC 9110 §10.2.3), seconds or a date, in milliseconds from `now`; `undefined` when it is neither. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000;
  // An IMF-fixdate, the form that senders must use; `Date.parse` alone would take much else for a date.
  const at = /^\s*[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT\s*$/.test(header)
    ? Date.parse(header)
    : Number.NaN;
  const waitMs = Math.max(0, at - now);
  return Number.isNaN(waitMs) ? undefined : waitMs;
}
