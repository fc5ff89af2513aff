import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';

/** What a repository tells and asks of each write. */
export interface RepositoryObserver {
  /** Called before a write; may throw an OperationOutcomeError to refuse it, or give the resource in another state. */
  admit<T extends Resource>(resource: T, id: string): T;
  /** Called after a create or update. */
  written(resource: WithId<Resource>, interaction: 'create' | 'update'): void;
  /** Called after a delete, with what was deleted. */
  deleted(previous: WithId<Resource>, deletion: Deletion): void;
}

/** The version that a delete made: it has no content. */
export interface Deletion {
  readonly versionId: string;
  readonly lastUpdated: string;
}
