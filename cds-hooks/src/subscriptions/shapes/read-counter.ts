/**
 * An event number: R4 parameters and R5's integer64 are strings, some senders write numbers. A JSON number beyond 2^53 has lost its
 * last digits when it was parsed, so it says nothing; nor does anything negative or not whole.
 */
export function readCounter(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
  return typeof value === 'string' && /^\d{1,20}$/.test(value.trim()) ? BigInt(value.trim()) : undefined;
}
