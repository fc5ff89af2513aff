import { createHmac } from 'node:crypto';

/** What a Medplum rest-hook tells of one change. */
export interface MedplumHook {
  readonly subscriptionId: string;
  readonly interaction: 'create' | 'update' | 'delete';
  /** `Observation/1`. */
  readonly reference: string;
  /** Key of the signature; none, no signature. */
  readonly secret: string | undefined;
}

/** What a Medplum rest-hook sends instead of a resource that was deleted. */
export const medplumDeletedBody: Buffer = Buffer.from('{}');

/**
 * The headers of a Medplum rest-hook: hex HMAC-SHA256 of the raw body, and for a delete the resource that is gone.
 * Source: medplum/medplum packages/server/src/workers/subscription.ts@006a04b.
 */
export const medplumHeaders = (hook: MedplumHook, body: Uint8Array): Record<string, string> => ({
  ...(hook.secret !== undefined && { 'X-Signature': createHmac('sha256', hook.secret).update(body).digest('hex') }),
  'X-Medplum-Subscription': hook.subscriptionId,
  'X-Medplum-Interaction': hook.interaction,
  ...(hook.interaction === 'delete' && { 'X-Medplum-Deleted-Resource': hook.reference }),
});
