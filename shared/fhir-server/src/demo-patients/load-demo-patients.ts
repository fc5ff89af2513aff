import type { IndexedRepository } from '../repository/indexed-repository.ts';
import { demoStories } from './demo-stories.ts';
import { demoDirectory } from './directory.ts';

/**
 * Puts all stories into a repository as they stand at `asOf` (an ISO instant). Ids are fixed, so loading again moves the same
 * resources to the new time and leaves what users added. No subscription is notified.
 */
export function loadDemoPatients(repository: IndexedRepository, asOf: string): void {
  repository.seed([...demoDirectory, ...demoStories(asOf).flatMap(({ resources }) => resources)]);
}
