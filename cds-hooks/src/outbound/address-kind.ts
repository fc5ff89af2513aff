import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** `forbidden`: link-local with the metadata services of clouds, unspecified, multicast, reserved, tunnels and translations. */
export type AddressKind = 'public' | 'private' | 'loopback' | 'forbidden';

const loopback = blockList(['127.0.0.0/8', '::1/128']);
// RFC 1918, RFC 6598 (shared), RFC 4193 (unique local).
const privateUse = blockList(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']);
// RFC 6890 and the IANA special-purpose registries.
const forbidden = blockList([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fd00:ec2::/32',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]);

/** What an IP address is for. An IPv4 address mapped into IPv6 counts as what it maps to (BlockList sees to that). Anything else is `forbidden`. */
export function addressKind(address: string): AddressKind {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!isIPv4(bare) && !isIPv6(bare)) return 'forbidden';
  const family = isIPv4(bare) ? 'ipv4' : 'ipv6';
  if (loopback.check(bare, family)) return 'loopback';
  if (forbidden.check(bare, family)) return 'forbidden';
  return privateUse.check(bare, family) ? 'private' : 'public';
}

function blockList(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/');
    list.addSubnet(network, Number(prefix), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return list;
}
