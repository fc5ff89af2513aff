import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { addressKind } from './address-kind.ts';

/** Resolves a host name to all of its addresses. */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>;

/**
 * The name resolution of an outgoing connection: the address that is checked is the one that is connected to, so a name
 * cannot point elsewhere a moment later. A name that was allowed may lead into a private network, but never to this machine
 * (`localhost` may), to link-local addresses (metadata services of clouds) or to reserved ones.
 */
export function guardedLookup(resolveHost: ResolveHost): LookupFunction {
  return (hostname, options, callback) => {
    resolveHost(hostname).then(
      (addresses) => {
        const wanted = addresses.filter(({ address }) => isAllowed(hostname, address));
        const [first] = wanted;
        if (first === undefined || wanted.length < addresses.length) return callback(refused(), '');
        if (options.all === true) return callback(null, [...wanted]);
        return callback(null, first.address, first.family);
      },
      () => callback(refused(), ''),
    );
  };
}

function isAllowed(hostname: string, address: string): boolean {
  const kind = addressKind(address);
  return hostname === 'localhost' ? kind === 'loopback' : kind === 'public' || kind === 'private';
}

/** Says nothing of the address: it may end in a log. */
const refused = (): NodeJS.ErrnoException => Object.assign(new Error('address refused'), { code: 'ENOTFOUND' });
