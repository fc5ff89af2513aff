import { OperationOutcomeError, badRequest } from '@medplum/core';
import type { Subscription } from '@medplum/fhirtypes';
import type { PayloadContent } from '../notifications/notification.ts';
import { backportExtensions } from './extension-urls.ts';
import { extensionValues } from './extension-values.ts';
import type { TopicTerms } from './served-subscription.ts';

/** Most events in one notification, whatever the subscription allows. */
export const maxEventsPerNotification = 100;

/** What the extensions of a topic-based Subscription ask for. Error: 400 with the element; the payload content is required. */
export function readTopicTerms(subscription: Subscription, url: string): TopicTerms {
  const [content] = extensionValues(subscription, 'channel._payload', backportExtensions.payloadContent, 'valueCode');
  if (!isContent(content))
    throw refused('The payload content must be empty, id-only or full-resource.', 'channel.payload.extension');
  const heartbeat = seconds(subscription, backportExtensions.heartbeatPeriod);
  const timeout = seconds(subscription, backportExtensions.timeout);
  const [maxCount] = extensionValues(subscription, 'channel', backportExtensions.maxCount, 'valuePositiveInt');
  return {
    url,
    content,
    maxCount: Math.min(positive(maxCount) ?? 1, maxEventsPerNotification),
    ...(heartbeat !== undefined && { heartbeatMs: heartbeat * 1000 }),
    ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
  };
}

/** Zero is "none". */
const seconds = (subscription: Subscription, url: string): number | undefined =>
  positive(extensionValues(subscription, 'channel', url, 'valueUnsignedInt')[0]);

function positive(value: unknown): number | undefined {
  if (value === undefined || value === 0) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw refused('A number of the channel extensions is not positive and whole.', 'channel.extension');
}

const isContent = (value: unknown): value is PayloadContent =>
  value === 'empty' || value === 'id-only' || value === 'full-resource';

const refused = (text: string, element: string): OperationOutcomeError =>
  new OperationOutcomeError(badRequest(text, `Subscription.${element}`));
