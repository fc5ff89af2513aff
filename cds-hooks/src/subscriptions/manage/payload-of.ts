import { isObject } from '@cardwright/fhir';
import type { Subscription } from '@medplum/fhirtypes';

/** What a Subscription puts into its notifications, as R4, the Backport IG or R5 write it: a word to compare, `none` for nothing. */
export function payloadOf(subscription: Subscription): string {
  const whole: unknown = subscription;
  const channel: unknown = subscription.channel;
  const sibling = isObject(channel) ? channel['_payload'] : undefined;
  const extensions = isObject(sibling) && Array.isArray(sibling['extension']) ? sibling['extension'] : [];
  for (const one of extensions) {
    const code: unknown = isObject(one) ? one['valueCode'] : undefined;
    if (typeof code === 'string') return code;
  }
  const content = isObject(whole) ? whole['content'] : undefined;
  if (typeof content === 'string') return content;
  const payload = isObject(channel) ? channel['payload'] : undefined;
  return typeof payload === 'string' ? (payload.split(';', 1)[0] ?? payload) : 'none';
}
