import type { OperationOutcome } from '@medplum/fhirtypes';
import { CardwrightError, type ErrorCode } from '@cardwright/cds-service';
import { statusOf } from '../status-of.ts';

/** FHIR issue type (http://hl7.org/fhir/issue-type) of an HTTP status. */
const issueTypes: Readonly<Record<number, OperationOutcome['issue'][number]['code']>> = {
  400: 'invalid',
  401: 'login',
  404: 'not-found',
  412: 'required',
  413: 'too-long',
  422: 'processing',
  429: 'throttled',
  503: 'transient',
  504: 'timeout',
};

/** The body of every answer that is not 2xx. */
export function operationOutcome(code: ErrorCode, message: string): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code: issueTypes[statusOf(code)] ?? 'exception',
        details: { coding: [{ system: 'urn:cardwright:error', code }], text: message },
      },
    ],
  };
}

/** Any thrown thing as a coded error; what we do not know becomes `internal` and says nothing of itself. */
export function codedError(error: unknown): CardwrightError {
  if (error instanceof CardwrightError) return error;
  if (isBodyParserError(error)) {
    if (error.type === 'entity.too.large')
      return new CardwrightError('too-large', 'The body is larger than the limit.');
    if (error.status < 500) return new CardwrightError('bad-json', 'The body is not JSON.');
  }
  if (error instanceof URIError) return new CardwrightError('bad-request', 'The path cannot be decoded.');
  if (isStackOverflow(error)) return new CardwrightError('bad-request', 'The body is nested too deeply.');
  return new CardwrightError('internal', 'An unexpected failure.');
}

/** Only the shape of a body decides how deep we recurse: JSON.parse has no limit, what walks its result has. */
const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && error.message === 'Maximum call stack size exceeded';

function isBodyParserError(error: unknown): error is { readonly type: string; readonly status: number } {
  return (
    typeof error === 'object' &&
    error !== null &&
    typeof Reflect.get(error, 'type') === 'string' &&
    typeof Reflect.get(error, 'status') === 'number'
  );
}
