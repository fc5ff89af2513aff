import { createHttpFhirClient, type FhirClient, type RetryPolicy } from '@cardwright/fhir';
import { createSmartTokens, type SmartTokensOptions } from './create-smart-tokens.ts';
import { loadSigningKey, type SigningKey } from './load-signing-key.ts';
import type { SmartConfig } from './smart-config.ts';

export interface SourceClientOptions extends Pick<SmartTokensOptions, 'needs' | 'now' | 'newUuid' | 'onIssued'> {
  /** Base URL of the FHIR server. */
  readonly fhirServer: string;
  /** Absent: it asks for no token. */
  readonly smart?: SmartConfig;
  /** The guarded one. */
  readonly fetch: typeof fetch;
  readonly retry: RetryPolicy;
}

/** A client for a configured FHIR server, and the keys that sign for it. */
export interface SourceClient {
  readonly fhir: FhirClient;
  readonly keys: readonly SigningKey[];
}

/** Errors: `bad-argument` for a key file that cannot be used, `bad-request` for the base URL. Nothing is sent. */
export async function createSourceClient(options: SourceClientOptions): Promise<SourceClient> {
  const { fhirServer, smart, fetch, retry } = options;
  if (smart === undefined) return { fhir: createHttpFhirClient({ baseUrl: fhirServer, fetch, retry }), keys: [] };
  const keys = await Promise.all(smart.keys.map(loadSigningKey));
  const tokens = createSmartTokens({ ...options, ...smart, baseUrl: fhirServer, keys });
  return { fhir: createHttpFhirClient({ baseUrl: fhirServer, fetch, retry, tokens }), keys };
}
