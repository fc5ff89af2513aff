import type { Unsigned } from './shape-writer.ts';

/** An HTTP notification with a JSON body, or none. */
export function overHttp(
  method: Unsigned['method'],
  pathSuffix: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Unsigned {
  return {
    transport: 'http',
    method,
    pathSuffix,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/fhir+json' }), ...headers },
    body: body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body)),
  };
}
