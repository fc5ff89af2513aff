/** Whether a host name or address, with or without brackets, is this machine's own. */
export function isLoopback(host: string): boolean {
  return ['127.0.0.1', '::1', 'localhost'].includes(host.replace(/^\[|\]$/g, ''));
}
