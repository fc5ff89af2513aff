/** A notification as it lies in the inbox: the bytes as they came, and what the door kept of the request besides. */
export interface NotificationEnvelope {
  readonly body: Uint8Array;
  /** `method`, `path` (what follows the endpoint, without a slash in front) and the headers of `keptHeaders` that were sent. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What an adapter needs. A list of what is kept: credentials and tracing are not on it. */
const keptHeaders = [
  'content-type',
  'x-medplum-subscription',
  'x-medplum-interaction',
  'x-medplum-deleted-resource',
] as const;

/** Longer values than any sender has are cut; what is left is not readable as a reference and comes to nothing. */
const maxAttributeLength = 512;

/** The part of a request that is kept with its body. */
export function envelopeAttributes(request: {
  readonly method: string;
  readonly path: string;
  readonly header: (name: string) => string | undefined;
}): Readonly<Record<string, string>> {
  const headers = keptHeaders.flatMap((name) => {
    const value = request.header(name);
    return value === undefined ? [] : [[name, value.slice(0, maxAttributeLength)] as const];
  });
  return { method: request.method, path: request.path.slice(0, maxAttributeLength), ...Object.fromEntries(headers) };
}
