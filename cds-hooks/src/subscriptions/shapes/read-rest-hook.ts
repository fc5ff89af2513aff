import { CardwrightError } from '@cardwright/cds-service';
import { isObject, isResource } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import type { ChangeEvent, ReferenceFocus, SubscriptionNotification } from '../notification-event.ts';
import { eventOf } from './event-of.ts';
import { readEntry, referenceOf } from './read-entry.ts';
import type { Received } from './received.ts';
import { resolveReference } from './resolve-reference.ts';
import { toList } from './to-list.ts';

/**
 * R4 rest-hook: nothing ("something changed"), the path of a resource with or without it, a bare resource, a DELETE of a path, or
 * a Bundle of several resources (HAPI's `payload-search-criteria` sends a transaction). Error: `bad-request` for anything else,
 * and for a Bundle of status entries, which a source with this adapter does not send.
 */
export function readRestHook(received: Received): readonly SubscriptionNotification[] {
  return [{ type: 'event-notification', errors: [], events: eventsOf(received) }];
}

function eventsOf({ attributes, body, fhirServer }: Received): readonly ChangeEvent[] {
  const isDelete = attributes['method'] === 'DELETE';
  const path = readPath(attributes['path'] ?? '', fhirServer);
  if (isDelete && path === undefined) throw refused('deletes, and does not say what');
  if (body === undefined || isDelete || isEmptyObject(body)) return [eventOf(path, { isDelete })];
  if (!isResource(body)) throw refused('is not a FHIR resource');
  if (body.resourceType === 'Bundle') return bundleEvents(body, fhirServer);
  return [eventOf(referenceOf(body) ?? path, { resource: body })];
}

function readPath(path: string, fhirServer: string): ReferenceFocus | undefined {
  if (path === '') return undefined;
  const resolved = resolveReference(path, fhirServer);
  if (typeof resolved === 'string') throw refused('has a path that names no resource');
  return resolved;
}

function bundleEvents(bundle: Resource, fhirServer: string): readonly ChangeEvent[] {
  const entries = toList(isObject(bundle) ? bundle['entry'] : undefined).map((entry) => readEntry(entry, fhirServer));
  if (entries.some(({ resource }) => isStatus(resource)))
    throw refused('is a Bundle with a status entry, which the profile of this source does not have');
  return entries.map(({ names, resource, isDelete }) =>
    eventOf(names ?? 'unresolved', { isDelete, ...(resource === undefined ? {} : { resource }) }),
  );
}

/** A status entry: R4 has no SubscriptionStatus, and wears Parameters instead. */
export function isStatus(resource: Resource | undefined): boolean {
  const type: string | undefined = resource?.resourceType;
  return type === 'Parameters' || type === 'SubscriptionStatus';
}

const isEmptyObject = (body: unknown): boolean => isObject(body) && Object.keys(body).length === 0;

const refused = (what: string): CardwrightError => new CardwrightError('bad-request', `The notification ${what}.`);
