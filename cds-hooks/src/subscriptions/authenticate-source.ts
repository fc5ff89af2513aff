import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { CardwrightError } from '@cardwright/cds-service';
import type { Source } from '../host.ts';

export interface NotificationCredentials {
  readonly source: string;
  readonly key: string;
  /** `X-Signature`: hex HMAC-SHA256 of the raw body. */
  readonly signature: string | undefined;
  readonly rawBody: Buffer;
}

/**
 * The source that sent a notification, proven before anything is parsed.
 * One error (`bad-signature`, 401) for an unknown source, a wrong key and a wrong signature: no oracle.
 */
export function authenticateSource(sources: ReadonlyMap<string, Source>, given: NotificationCredentials): Source {
  const source = sources.get(given.source);
  const keyMatches = sameText(given.key, source?.key ?? '');
  const signatureMatches =
    source?.hmacSecret === undefined || sameText(given.signature ?? '', sign(source.hmacSecret, given.rawBody));
  if (source === undefined || !keyMatches || !signatureMatches) {
    throw new CardwrightError('bad-signature', 'The notification is not authenticated.');
  }
  return source;
}

const sign = (secret: string, body: Buffer): string => createHmac('sha256', secret).update(body).digest('hex');

/** Compares digests, so that neither content nor length shows in the time it takes. */
function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
