/**
 * The `Authorization` header of a request. Node keeps the first of several and drops the rest, so a proxy may judge another one
 * than we do: several are joined as HTTP has it (RFC 9110 §5.3), which no token survives.
 */
export function authorizationHeader(rawHeaders: readonly string[]): string | undefined {
  const values = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'authorization',
  );
  return values.length === 0 ? undefined : values.join(', ');
}
