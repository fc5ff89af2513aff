import type { Resource } from '@medplum/fhirtypes';
import { patientIdOf } from '@cardwright/fhir';
import type { Host, Source } from '../host.ts';
import type { ArrivedEnvelope } from './envelope-key.ts';
import type { ChangeEvent } from './notification-event.ts';
import { readChanges } from './read-changes.ts';
import { readNotification } from './read-notification.ts';

/** A patient about whom something changed, and what changed. */
export interface ChangedPatient {
  readonly patientId: string;
  readonly changes: readonly Resource[];
}

/**
 * Whom a notification concerns, as the source says it now. Only what a service listens to is read: a notification of what we
 * wrote ourselves costs nothing. Errors: those of `readNotification`, which are for good, and of the client.
 */
export async function findPatients(
  host: Pick<Host, 'services' | 'limits'>,
  source: Source,
  notification: ArrivedEnvelope,
  signal: AbortSignal,
): Promise<readonly ChangedPatient[]> {
  const told = readNotification(source, notification, host.limits).flatMap(({ events }) => events);
  const { fhir, criteria } = source;
  const options = { fhir, criteria, receivedAtMs: notification.receivedAtMs };
  const seen = await readChanges(told.filter(isHeard(host)), options, signal);
  const byPatient = new Map<string, Resource[]>();
  for (const { resource } of seen) {
    const patientId = resource === undefined ? undefined : patientIdOf(resource);
    if (resource === undefined || patientId === undefined) continue;
    byPatient.set(patientId, [...(byPatient.get(patientId) ?? []), resource]);
  }
  return [...byPatient].map(([patientId, changes]) => ({ patientId, changes }));
}

function isHeard({ services }: Pick<Host, 'services'>): (event: ChangeEvent) => boolean {
  const types = new Set(
    [...services.values()].flatMap(({ service }): readonly string[] => service.manifest.notifications),
  );
  return ({ focus }) => focus?.type === undefined || focus.type === 'Patient' || types.has(focus.type);
}
