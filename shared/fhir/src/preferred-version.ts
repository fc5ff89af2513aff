import type { Resource } from '@medplum/fhirtypes';
import { canonicalJson } from './canonical-json.ts';
import { codeIn } from './code-in.ts';
import { parseFhirTime } from './parse-fhir-time.ts';

const retracted: ReadonlySet<string> = new Set(['entered-in-error']);

/**
 * Which of two copies of one resource counts, whatever order they came in: the newest `meta.lastUpdated`, then the
 * highest `meta.versionId` (numbers by value, after other texts), then a retraction before what it retracts, because an
 * outdated copy must not revive a mistake, then the smaller canonical JSON.
 */
export function preferredVersion<R extends Resource>(a: R, b: R): R {
  if (a === b) return a;
  const order =
    lastUpdated(b) - lastUpdated(a) ||
    compareVersionIds(b.meta?.versionId, a.meta?.versionId) ||
    Number(isRetracted(b)) - Number(isRetracted(a)) ||
    (canonicalJson(a) <= canonicalJson(b) ? -1 : 1);
  return order < 0 ? a : b;
}

function lastUpdated(resource: Resource): number {
  return parseFhirTime(resource.meta?.lastUpdated)?.start ?? -Number.MAX_VALUE;
}

function compareVersionIds(a = '', b = ''): number {
  const [numberA, numberB] = [/^\d+$/.test(a) ? Number(a) : -1, /^\d+$/.test(b) ? Number(b) : -1];
  return numberA - numberB || (a < b ? -1 : a > b ? 1 : 0);
}

function isRetracted(resource: Resource): boolean {
  if (resource.resourceType === 'Condition') return codeIn(resource.verificationStatus, retracted);
  return 'status' in resource && typeof resource.status === 'string' && retracted.has(resource.status);
}
