import type { Resource } from '@medplum/fhirtypes';

/** Epoch milliseconds of `meta.lastUpdated`; 0 where there is none. */
export function lastUpdatedOf({ meta }: Pick<Resource, 'meta'>): number {
  const time = Date.parse(meta?.lastUpdated ?? '');
  return Number.isNaN(time) ? 0 : time;
}
