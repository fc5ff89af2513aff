import type { Host, ServedVersion } from '../host.ts';
import { versionFor } from '../versions/version-for.ts';

/** Whether what a version says goes to the sources: it is active, and listens to notifications, so that it is kept current. */
export const isPublishing = ({ status, service: { manifest } }: ServedVersion): boolean =>
  status === 'active' && manifest.notifications.length > 0;

/** The version that publishes for the patient now; `undefined` where the service is silent, switched off, retired or not there. */
export function publisherFor(
  { services, assignmentKey }: Pick<Host, 'services' | 'assignmentKey'>,
  service: string,
  patient: string,
): ServedVersion | undefined {
  const served = services.get(service);
  const version = served && versionFor(served, patient, assignmentKey);
  return version !== undefined && isPublishing(version) ? version : undefined;
}
