import { OperationOutcomeError, badRequest, contentTooLarge, unsupportedMediaType } from '@medplum/core';
import type { OperationOutcome } from '@medplum/fhirtypes';
import { isRecord } from '../search/is-record.ts';

/** Any thrown value as an OperationOutcome. What is not ours is an `exception` without a word about its cause. */
export function errorOutcome(error: unknown): OperationOutcome {
  if (error instanceof OperationOutcomeError) return error.outcome;
  const status = isRecord(error) ? error['status'] : undefined;
  if (status === 413) return contentTooLarge('The body is larger than this server accepts.');
  if (status === 415) return unsupportedMediaType;
  if (status === 400) return badRequest('The body is not JSON.');
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'exception', details: { text: 'Internal server error' } }],
  };
}
