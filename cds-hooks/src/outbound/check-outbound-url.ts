import { isIP } from 'node:net';
import { CardwrightError, type ErrorCode } from '@cardwright/cds-service';
import { addressKind } from './address-kind.ts';

/**
 * An address that we may be sent to: http(s) without user name, query or fragment (a key set may have a query), and https
 * unless it is this machine. Error: the code, without the address.
 */
export function checkOutboundUrl(
  address: string,
  code: ErrorCode,
  allow: { readonly query: boolean } = { query: true },
): URL {
  const url = URL.parse(address);
  const refuse = (why: string) => new CardwrightError(code, `The address ${why}.`);
  if (url === null || address !== address.trim() || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw refuse('is not an http or https address');
  if (url.username !== '' || url.password !== '' || /^[^/]*\/\/[^/]*@/.test(address)) throw refuse('holds a user name');
  if (address.includes('#')) throw refuse('holds a fragment');
  if (!allow.query && address.includes('?')) throw refuse('holds a query');
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) throw refuse('is not https');
  return url;
}

/** This machine, by name or by address. */
export function isLoopbackHost(hostname: string): boolean {
  if (hostname === 'localhost') return true;
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) !== 0 && addressKind(bare) === 'loopback';
}
