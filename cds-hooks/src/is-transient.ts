import { CardwrightError } from '@cardwright/cds-service';

/** True when the same question may be answered later: the server was away, late, busy, or did not know our token. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof CardwrightError)) return false;
  if (transientCodes.has(error.code)) return true;
  const { status } = error.details;
  return error.code === 'fhir-refused' && typeof status === 'number' && (status >= 500 || later.has(status));
}

/** HTTP: unauthorized, request timeout, too many requests. */
const later: ReadonlySet<number> = new Set([401, 408, 429]);

/** No token is no answer to what was asked: the authorization server may come to know us. */
const transientCodes: ReadonlySet<string> = new Set(['fhir-unreachable', 'deadline-exceeded', 'token-refused']);
