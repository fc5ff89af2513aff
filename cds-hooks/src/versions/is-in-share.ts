import { createHmac } from 'node:crypto';

/**
 * Whether a patient belongs to the share of a service's patients that a canary answers. The same for every call of
 * every replica that has the key; whoever does not have it cannot tell who is in, and two services have shares of their own.
 * A patient who is in stays in when the share grows. `percent` 0 to 100.
 */
export function isInShare(key: Uint8Array, service: string, patientId: string, percent: number): boolean {
  const digest = createHmac('sha256', key).update(service).update('\0').update(patientId).digest();
  return digest.readUInt32BE(0) / 2 ** 32 < percent / 100;
}
