import type { Resource } from '@medplum/fhirtypes';
import { CardwrightError } from '@cardwright/cds-service';
import { isResource, PatientRecord, patientIdOf, wholeChart } from '@cardwright/fhir';
import type { Source } from '../host.ts';

/** What a notification said. */
export interface Notification {
  /** `Type/id` from the path, or empty. */
  readonly path: string;
  /** The body as text, or empty. */
  readonly body: string;
  /** Epoch milliseconds. */
  readonly receivedAtMs: number;
}

/** A patient about whom something changed, and what changed. */
export interface ChangedPatient {
  readonly patientId: string;
  readonly changes: readonly Resource[];
}

/** How far an empty notification looks back: clock skew between the servers plus the sender's delay. */
const lookBackMs = 5 * 60_000;

/**
 * Whom a notification concerns: the pushed resource, the resource its path names, or, when it says nothing,
 * what the source's criteria give since shortly before it came. Errors: `bad-json`, `bad-request`, and the client's.
 */
export async function findPatients(
  source: Source,
  notification: Notification,
  signal: AbortSignal,
): Promise<readonly ChangedPatient[]> {
  const changes = await changedResources(source, notification, signal);
  const byPatient = new Map<string, Resource[]>();
  for (const change of changes) {
    const patientId = patientIdOf(change);
    if (patientId !== undefined) byPatient.set(patientId, [...(byPatient.get(patientId) ?? []), change]);
  }
  return [...byPatient].map(([patientId, resources]) => ({ patientId, changes: resources }));
}

async function changedResources(
  source: Source,
  notification: Notification,
  signal: AbortSignal,
): Promise<readonly Resource[]> {
  if (notification.body.trim() !== '') return [parseResource(notification.body)];
  if (notification.path !== '') return (await source.fhir.search(searchOf(notification.path), signal)).resources;
  const since = new Date(notification.receivedAtMs - lookBackMs).toISOString();
  const separator = source.criteria.includes('?') ? '&' : '?';
  const { resources } = await source.fhir.search(`${source.criteria}${separator}_lastUpdated=ge${since}`, signal);
  return resources;
}

function parseResource(body: string): Resource {
  const value = parseJson(body);
  if (!isResource(value)) throw new CardwrightError('bad-request', 'The notification is not a FHIR resource.');
  if (!isUsable(value)) throw new CardwrightError('bad-request', 'The notification is not what its type says.');
  return value;
}

/** The record's own judgement of shapes; whom it is about is judged afterwards. */
function isUsable(resource: Resource): boolean {
  const patientId = patientIdOf(resource);
  if (patientId === undefined) return true;
  const { refused } = new PatientRecord({ patientId, resources: [resource], coverage: wholeChart });
  return refused.length === 0;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new CardwrightError('bad-json', 'The notification is not JSON.');
  }
}

/** `Type/id` as a search, which, unlike a read, says of a deleted resource that it is not there. */
function searchOf(path: string): string {
  const [type = '', id = ''] = path.split('/');
  if (!/^[A-Z][A-Za-z]+$/.test(type)) throw new CardwrightError('bad-request', 'The path names no resource type.');
  return `${type}?_id=${encodeURIComponent(id)}`;
}
