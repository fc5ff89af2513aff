import { isIPv6 } from 'node:net';

/**
 * The key under which an unauthenticated caller is counted: its address; of IPv6 the /64, because whoever has one address
 * there has all of them.
 */
export function clientAddress(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  if (address.startsWith('::ffff:') || !isIPv6(address)) return address;
  const [head = '', tail] = address.split('::', 2);
  const groups = (text: string) => text.split(':').filter(Boolean);
  const known = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const middle = tail === undefined ? [] : Array.from({ length: 8 - known.length - after.length }, () => '0');
  return [...known, ...middle, ...after].slice(0, 4).join(':');
}
