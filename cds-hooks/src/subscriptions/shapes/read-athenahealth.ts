import type { SubscriptionNotification } from '../notification-event.ts';
import { readStatusBundle, type TopicFacts } from './read-status-bundle.ts';
import type { Received } from './received.ts';

/**
 * athenahealth: status Bundles whose topics are called after type and change (`…/SubscriptionTopic/Patient.update`,
 * `Appointment.delete`), and whose focus may be an identifier of another interface without a type
 * (github.com/athenahealth/aone-fhir-subscriptions, README).
 */
export function readAthenahealth(received: Received): readonly SubscriptionNotification[] {
  return readStatusBundle(received, topicFacts);
}

const topicFacts: TopicFacts = (topic) => {
  const [, type, change] = /\/([A-Z][A-Za-z]+)\.([a-z-]+)$/.exec(topic ?? '') ?? [];
  return type === undefined ? {} : { type, isDelete: change === 'delete' };
};
