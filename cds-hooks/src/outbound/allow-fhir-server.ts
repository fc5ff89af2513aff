import { CardwrightError } from '@cardwright/cds-service';
import type { AuthenticatedClient } from '../authentication/client-authenticator.ts';
import type { Config } from '../config/config.ts';
import { checkOutboundUrl, isLoopbackHost } from './check-outbound-url.ts';

/**
 * `fhirServer` is chosen by the caller: nothing is asked of a server, and no token travels to it, that is not on the list of
 * the very client that calls; without client authentication, on the list of the site. Demo mode also allows this machine.
 * A listed server may be in a private network: there EHRs are. Error: `bad-request`, without the address.
 */
export function allowFhirServer(
  baseUrl: string,
  client: AuthenticatedClient | undefined,
  config: Pick<Config, 'demo' | 'fhirServers'>,
): void {
  const url = checkOutboundUrl(baseUrl, 'bad-request', { query: false });
  const listed = client === undefined ? config.fhirServers : (client.config.fhirServers ?? []);
  if (listed.some((allowed) => canonical(URL.parse(allowed)) === canonical(url))) return;
  if (config.demo && isLoopbackHost(url.hostname)) return;
  throw new CardwrightError('bad-request', 'fhirServer is not on the list of allowed FHIR servers.');
}

/** `undefined` never equals an address, as the other side always is one. */
const canonical = (url: URL | null): string | undefined => url?.href.replace(/\/+$/, '');
