import type { Evaluation } from '@cardwright/cds-service';
import type { Reference, Resource } from '@medplum/fhirtypes';

/** Which version of a resource was read: `meta.versionId`, where it is known. */
export type VersionOf = (reference: string) => string | undefined;

/**
 * The resources behind features that have a value, each once and sorted, as the version that was read where that is known.
 * What was refused or never looked at is no basis.
 */
export function basisOf({ features }: Evaluation, versionOf: VersionOf): Reference<Resource>[] {
  const references = Object.values(features.features).flatMap((feature) =>
    feature.status === 'present' ? feature.references.filter(isServerReference) : [],
  );
  return [...new Set(references)].toSorted().map((reference) => {
    const version = versionOf(reference);
    return { reference: version === undefined ? reference : `${reference}/_history/${version}` };
  });
}

// A urn:uuid of a Bundle means nothing to the server that the resource is written to.
const isServerReference = (reference: string): boolean => /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.test(reference);
