import type { PatientRecord } from '@cardwright/fhir';
import { recordFromParts } from '../record-from-parts.ts';
import { gatherPrefetch, type GatherPrefetchOptions } from './gather-prefetch.ts';

/** The patient's record from what the client supplied, completed as `gatherPrefetch` says. */
export const completePrefetch = async (options: GatherPrefetchOptions): Promise<PatientRecord> =>
  recordFromParts(await gatherPrefetch(options));
