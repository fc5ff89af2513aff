import type { WithId } from '@medplum/core';
import type { OperationOutcome, Resource } from '@medplum/fhirtypes';

/** What a write gave: `created` or `allOk`, and the resource. */
export type Written = [OperationOutcome, WithId<Resource>];
