import type { WireNotification } from './sender.ts';

/** A `send` that makes the request to an endpoint and gives the status of the answer; redirects are not followed. */
export const sendOverHttp =
  (endpoint: string, fetch: typeof globalThis.fetch) =>
  async ({ method, pathSuffix, headers, body }: WireNotification): Promise<number> => {
    const response = await fetch(`${endpoint}${pathSuffix}`, {
      method,
      headers,
      redirect: 'manual',
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    await response.body?.cancel();
    return response.status;
  };
