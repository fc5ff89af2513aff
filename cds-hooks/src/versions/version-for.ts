import type { ServedService, ServedVersion } from '../host.ts';
import { isInShare } from './is-in-share.ts';

/** The version that answers this patient: the same on every call, every hook and every host with the key. */
export function versionFor(service: ServedService, patientId: string, key: Uint8Array): ServedVersion {
  const { canary } = service;
  if (canary === undefined) return service;
  return isInShare(key, service.service.manifest.id, patientId, canary.percent) ? canary.version : service;
}
