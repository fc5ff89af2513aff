import type { ErrorCode } from '@cardwright/cds-service';

/** The one place that maps an error code to an HTTP status. */
const statuses: Partial<Record<ErrorCode, number>> = {
  'bad-json': 400,
  'bad-request': 400,
  'bad-bundle': 400,
  'bad-argument': 400,
  'bad-input': 400,
  'missing-input': 400,
  'out-of-range': 400,
  'wrong-patient': 400,
  'too-deep': 400,
  'bad-signature': 401,
  'unknown-path': 404,
  'unknown-service': 404,
  'unknown-model': 404,
  'unknown-reference': 404,
  'unknown-source': 404,
  'prefetch-incomplete': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'not-computable': 422,
  'too-many-requests': 429,
  overloaded: 503,
  'fhir-unreachable': 503,
  'fhir-refused': 503,
  'scope-not-granted': 503,
  'token-refused': 503,
  'model-unavailable': 503,
  'store-failed': 503,
  'deadline-exceeded': 504,
};

/** HTTP status of a code; what is not listed is our own failure: 500. */
export function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 500;
}
