import { medplumDeletedBody, medplumHeaders } from '../notifications/medplum-rest-hook.ts';
import type { Notification, NotificationEvent } from '../notifications/notification.ts';
import { overHttp } from './over-http.ts';
import type { Unsigned } from './shape-writer.ts';

/** R4 core and AWS FHIR Works without a payload: "something changed". */
export const writeEmptyPost = (): Unsigned => overHttp('POST', '', undefined);

/** R4 core with a payload, and HAPI's rest-hook: the endpoint is a service base. HAPI also tells deletes, when it is asked to. */
export function writePut(notification: Notification): Unsigned {
  const event = onlyEvent(notification);
  return event.interaction === 'delete'
    ? overHttp('DELETE', suffixOf(event), undefined)
    : overHttp('PUT', suffixOf(event), event.resource);
}

/** AWS FHIR Works with a payload: a PUT whose body is empty all the same. */
export const writeEmptyPut = (notification: Notification): Unsigned =>
  overHttp('PUT', suffixOf(onlyEvent(notification)), undefined);

/** Medplum's rest-hook: the bare resource to the endpoint itself, `{}` for a delete. Signed by whoever knows the secret. */
export function writeMedplumHook(notification: Notification): Unsigned {
  const event = onlyEvent(notification);
  const { interaction, resourceType, id } = event;
  const hook = {
    subscriptionId: notification.subscriptionId,
    interaction,
    reference: `${resourceType}/${id}`,
    secret: undefined,
  };
  const isDelete = interaction === 'delete';
  const unsigned = overHttp('POST', '', isDelete ? {} : event.resource);
  const body = isDelete ? medplumDeletedBody : unsigned.body;
  return { ...unsigned, body, headers: { ...unsigned.headers, ...medplumHeaders(hook, body) } };
}

/** HAPI with payload search criteria: a transaction Bundle POSTed to the endpoint as to a FHIR server. */
export const writeHapiTransaction = ({ events }: Notification): Unsigned =>
  overHttp('POST', '', {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: events.map(({ resource, resourceType, id }) => ({
      resource,
      request: { method: 'PUT', url: `${resourceType}/${id}` },
    })),
  });

const suffixOf = ({ resourceType, id }: NotificationEvent): string => `/${resourceType}/${id}`;

/** These shapes tell of one change at a time. */
function onlyEvent({ events }: Notification): NotificationEvent {
  const [event] = events;
  if (!event) throw new RangeError('The shape tells of one event.');
  return event;
}
