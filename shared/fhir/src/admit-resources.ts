import type { Resource } from '@medplum/fhirtypes';
import { canonicalJson } from './canonical-json.ts';
import { isWellFormed } from './is-well-formed.ts';
import { preferredVersion } from './preferred-version.ts';
import type { Subject } from './subject-reader.ts';
import { subjectReader } from './subject-reader.ts';
import { compareText } from './compare-text.ts';

/** `other-patient`: it is about somebody or something else. `unusable`: malformed, or without a subject that can be checked. */
export type RefusalReason = 'other-patient' | 'unusable';

/** A resource that was left out of the record, and why. */
export interface RefusedResource {
  /** `Type/id`, or the type alone when there is no id. */
  readonly reference: string;
  readonly reason: RefusalReason;
}

/** What stays of the supplied resources: by type, then by id (or by content where there is no id). */
export interface AdmittedResources {
  readonly byType: ReadonlyMap<string, ReadonlyMap<string, Resource>>;
  /** Ordered by reference, so that the order of the input does not show. */
  readonly refused: readonly RefusedResource[];
}

/**
 * Collapses copies of one resource to the preferred one, and only then judges it: when the newest copy belongs to
 * another patient, an outdated copy must not stay behind.
 */
export function admitResources(
  resources: Iterable<Resource>,
  patientId: string,
  fullUrls: ReadonlyMap<string, Resource>,
): AdmittedResources {
  const byType = collapseCopies(resources);
  const subjectOf = subjectReader(fullUrls);
  const refused: RefusedResource[] = [];
  for (const [type, ofType] of byType)
    for (const [key, resource] of ofType) {
      const reason = isWellFormed(resource) ? judge(subjectOf(resource), patientId) : 'unusable';
      if (reason === undefined) continue;
      ofType.delete(key);
      refused.push({ reference: typeof resource.id === 'string' ? `${type}/${resource.id}` : type, reason });
    }
  refused.sort((a, b) => compareText(a.reference, b.reference) || compareText(a.reason, b.reason));
  return { byType, refused };
}

function judge(subject: Subject, patientId: string): RefusalReason | undefined {
  switch (subject.kind) {
    case 'patient':
      return subject.id === patientId ? undefined : 'other-patient';
    case 'unresolved':
      // A UUID names one thing in the world: a urn that ends in the patient's own id is the patient.
      return subject.id === patientId ? undefined : 'unusable';
    case 'nobody':
      return undefined;
    case 'somebody-else':
      return 'other-patient';
    case 'unknown':
      return 'unusable';
  }
}

/** The key of a resource among those of its type: copies have the same key. */
export function copyKey(resource: Resource): string {
  return typeof resource.id === 'string' && resource.id !== '' ? resource.id : canonicalJson(resource);
}

function collapseCopies(resources: Iterable<Resource>): Map<string, Map<string, Resource>> {
  const byType = new Map<string, Map<string, Resource>>();
  for (const resource of resources) {
    let ofType = byType.get(resource.resourceType);
    if (!ofType) byType.set(resource.resourceType, (ofType = new Map()));
    const key = copyKey(resource);
    const copy = ofType.get(key);
    ofType.set(key, copy ? preferredVersion(copy, resource) : resource);
  }
  return byType;
}
