import { isIP } from 'node:net';
import { CardwrightError } from '@cardwright/cds-service';
import { addressKind } from '../outbound/address-kind.ts';
import { checkOutboundUrl } from '../outbound/check-outbound-url.ts';
import type { TerminologyServer } from './terminology-server.ts';

/**
 * A terminology server that may be asked: https, or this machine; no user name, query or fragment; no address that nothing may
 * be asked of (metadata services of clouds). `fetchOut` is the guarded one. Error: `bad-argument`, without the address.
 */
export function createTerminologyServer(
  baseUrl: string,
  fetchOut: typeof fetch,
  authorization: string | undefined,
): TerminologyServer {
  const url = checkOutboundUrl(baseUrl, 'bad-argument', { query: false });
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && addressKind(host) === 'forbidden')
    throw new CardwrightError('bad-argument', 'The address is none that may be asked.');
  return {
    baseUrl: url.href.replace(/\/+$/, ''),
    fetch: fetchOut,
    ...(authorization !== undefined && authorization !== '' && { authorization }),
  };
}
