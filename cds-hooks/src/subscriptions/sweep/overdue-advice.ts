import type { PatientWake } from '@cardwright/store';
import type { Host, Source } from '../../host.ts';
import { listPublished, mayStand, type Published } from '../../published/published.ts';
import { addPublishers } from '../../published/publishers.ts';
import { publisherFor } from '../publishes.ts';

/**
 * Whose advice at the source is not what the services that are served now lead to, each patient once: something stands of a service that
 * publishes nothing any more, or of its Flag or Task that the service raises no more; or it was withdrawn for that, and the service is back. Reads all
 * that was published for the source, and asks the source nothing.
 */
export async function overdueAdvice(host: Host, { id: source }: Pick<Source, 'id'>): Promise<readonly PatientWake[]> {
  const published = await listPublished(host.store, source);
  // A store that was written before they were noted.
  await addPublishers(host.store, source, [...new Set(published.map(({ service }) => service))]);
  const overdue = new Map<string, string[]>();
  for (const { patient, service, state } of published) {
    if (!isOverdue(host, { patient, service, state })) continue;
    overdue.set(patient, [...(overdue.get(patient) ?? []), service]);
  }
  return [...overdue].map(([patient, services]) => ({ source, patient, services }));
}

interface Standing {
  readonly patient: string;
  readonly service: string;
  readonly state: Published;
}

function isOverdue(host: Host, { patient, service, state }: Standing): boolean {
  const publisher = publisherFor(host, service, patient);
  if (publisher === undefined) return mayStand(state);
  if (state.isWithdrawn === true) return true;
  return state.raised !== undefined && publisher.service.manifest.escalation === undefined;
}
