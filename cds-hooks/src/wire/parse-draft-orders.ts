import type { Resource } from '@medplum/fhirtypes';
import { CardwrightError } from '@cardwright/cds-service';
import { isResource, PatientRecord, wholeChart } from '@cardwright/fhir';

/**
 * The resources of `context.draftOrders.entry`; entries without a resource are passed over.
 * Error: `bad-request` for a draft whose elements are not what its type says: content reads drafts as typed, and to pass
 * one over without a word could hide the order that the call is about.
 */
export function parseDraftOrders(entries: readonly { readonly resource?: unknown }[], patientId: string): Resource[] {
  return entries.flatMap(({ resource }, index) => {
    if (!isResource(resource)) return [];
    if (!isUsable(resource, patientId))
      throw new CardwrightError(
        'bad-request',
        `The call is not a CDS Hooks request: /context/draftOrders/entry/${index}/resource is not what its type says.`,
      );
    return [resource];
  });
}

/** The record's own judgement of shapes. A draft need not name its subject yet; one that is named is looked at. */
function isUsable(resource: Resource, patientId: string): boolean {
  const withSubject: unknown = { subject: { reference: `Patient/${patientId}` }, ...resource };
  const resources = [withSubject].filter(isResource);
  const { refused } = new PatientRecord({ patientId, resources, coverage: wholeChart });
  return !refused.some(({ reason }) => reason === 'unusable');
}
