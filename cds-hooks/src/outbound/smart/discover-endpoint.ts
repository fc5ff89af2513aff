import { CardwrightError } from '@cardwright/cds-service';
import { checkOutboundUrl } from '../check-outbound-url.ts';
import { requestJson } from './request-json.ts';
import type { SmartEndpoint } from './smart-endpoint.ts';

/**
 * Reads `{base}/.well-known/smart-configuration` (https://hl7.org/fhir/smart-app-launch/conformance.html), without any credentials.
 * Errors: `token-refused` when it names no token endpoint that we may be sent to or does not take our way of proving ourselves;
 * `fhir-unreachable` when it does not answer.
 */
export async function discoverEndpoint(
  fetchOut: typeof fetch,
  baseUrl: string,
  signal: AbortSignal,
): Promise<SmartEndpoint> {
  const url = `${baseUrl.replace(/\/+$/, '')}/.well-known/smart-configuration`;
  const { status, body } = await requestJson(fetchOut, url, { headers: { accept: 'application/json' } }, signal);
  const endpoint = text(body['token_endpoint']);
  if (status !== 200 || endpoint === undefined)
    throw new CardwrightError('token-refused', 'The FHIR server names no token endpoint.', { status });
  checkOutboundUrl(endpoint, 'token-refused');
  const methods = texts(body['token_endpoint_auth_methods_supported']);
  if (methods !== undefined && !methods.includes('private_key_jwt'))
    throw new CardwrightError('token-refused', 'The authorization server does not take private_key_jwt.');
  const algorithms = texts(body['token_endpoint_auth_signing_alg_values_supported']);
  const capabilities = texts(body['capabilities']) ?? [];
  const isV1 = capabilities.includes('permission-v1') && !capabilities.includes('permission-v2');
  return { tokenUrl: endpoint, scopeVersion: isV1 ? 'v1' : 'v2', ...(algorithms && { algorithms }) };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const texts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) ? value.flatMap((one) => text(one) ?? []) : undefined;
