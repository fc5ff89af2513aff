import { CardwrightError } from '@cardwright/cds-service';
import { searchQuery, type FhirClient, type SearchParams } from '@cardwright/fhir';
import type { ExtractResource, Resource, ResourceType } from '@medplum/fhirtypes';

/**
 * Writes the one resource that the parameters find, or a new one, and gives its id at the server. Where two processes once wrote
 * the first at the same moment, the server has two and refuses to choose (412): the one with the lowest id is then the one, for everybody.
 */
export async function writeIdentified<R extends Resource>(
  fhir: FhirClient,
  resource: R,
  params: SearchParams,
  signal: AbortSignal,
): Promise<string> {
  const type: R['resourceType'] = resource.resourceType;
  try {
    const { id } = await fhir.conditionalUpdate(type, params, resource, signal);
    if (id !== undefined) return id;
  } catch (error) {
    if (!isAmbiguous(error)) throw error;
    const [first] = await findAll(fhir, resource.resourceType, params, signal);
    if (first === undefined) throw error;
    await fhir.update({ ...resource, id: first.id }, signal);
    return first.id;
  }
  // A server that answers a write without saying what it wrote.
  const [found] = await findAll(fhir, resource.resourceType, params, signal);
  if (found !== undefined) return found.id;
  throw new CardwrightError('fhir-refused', 'The FHIR server does not find what it has just stored.');
}

/** What the parameters find, by id. */
export async function findAll<K extends ResourceType>(
  fhir: FhirClient,
  type: K,
  params: SearchParams,
  signal: AbortSignal,
): Promise<readonly (ExtractResource<K> & { readonly id: string })[]> {
  const { resources } = await fhir.search(searchQuery(type, params), signal);
  return resources
    .filter((resource): resource is ExtractResource<K> & { readonly id: string } => {
      return resource.resourceType === type && resource.id !== undefined;
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const isAmbiguous = (error: unknown): boolean =>
  error instanceof CardwrightError && error.code === 'fhir-refused' && error.details['status'] === 412;

/** The search parameter that finds an identifier. */
export const byIdentifier = (system: string, value: string): SearchParams => [['identifier', `${system}|${value}`]];
