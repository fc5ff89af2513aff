/** True for URLs that stay on this machine: localhost, 127.0.0.0/8 and ::1. */
export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
