import type { Resource } from '@medplum/fhirtypes';
import { isResource, parseReference, PatientRecord, wholeChart } from '@cardwright/fhir';
import { CardwrightError } from '@cardwright/cds-service';

/** Entries of `context.draftOrders`; nobody signs more at once, and content compares them with one another. */
export const maxDrafts = 1000;

/** The drafts of a call as content sees them, and what was let in with a note. */
export interface DraftOrders {
  readonly orders: readonly Resource[];
  /** By the fullUrl of the Bundle entry, where there is one. */
  readonly urls: ReadonlyMap<string, Resource>;
  readonly notes: readonly string[];
}

/**
 * The resources of `context.draftOrders`: a Bundle of any type or none, or one order in its place. Entries without a
 * resource are passed over with a note. A copy, alike in type, id and content, counts once, because doses are added up.
 * Error: `bad-request` for a draft whose elements are not what its type says: content reads drafts as typed, and to pass
 * one over without a word could hide the order that the call is about; `too-large` over `maxDrafts` entries.
 */
export function parseDraftOrders(draftOrders: unknown, patientId: string): DraftOrders {
  const entries = draftEntries(draftOrders);
  if (entries.length > maxDrafts)
    throw new CardwrightError('too-large', `context.draftOrders has more than ${maxDrafts} entries.`);
  const read = entries.flatMap((entry, index) => readDraft(entry, index, patientId));
  const byKey = Map.groupBy(read, ({ resource }) => `${resource.resourceType}/${resource.id ?? ''}`);
  const orders = [...byKey.values()].flatMap((copies) => withoutCopies(copies.map(({ resource }) => resource)));
  const repeated = [...byKey].some(([key, copies]) => !key.endsWith('/') && copies.length > 1);
  return {
    orders,
    urls: new Map(read.flatMap(({ url, resource }) => (url === undefined ? [] : [[url, resource] as const]))),
    notes: [
      ...(read.length < entries.length ? ['Entries of context.draftOrders without a resource were passed over.'] : []),
      ...(repeated ? ['Several entries of context.draftOrders have the same type and id.'] : []),
    ],
  };
}

/** A client that sends one order where a Bundle is asked means that order. */
function draftEntries(draftOrders: unknown): readonly unknown[] {
  if (!isObject(draftOrders)) return [];
  if (isResource(draftOrders) && draftOrders.resourceType !== 'Bundle') return [{ resource: draftOrders }];
  return Array.isArray(draftOrders['entry']) ? draftOrders['entry'] : [];
}

interface Draft {
  readonly url: string | undefined;
  readonly resource: Resource;
}

function readDraft(entry: unknown, index: number, patientId: string): readonly Draft[] {
  if (!isObject(entry)) return refuse(`${index} must be object`);
  if (!isResource(entry['resource'])) return [];
  const { resource, fullUrl } = entry;
  if (!isUsable(resource, patientId)) return refuse(`${index}/resource is not what its type says`);
  const url = typeof fullUrl === 'string' ? fullUrl : undefined;
  return [{ url, resource: withId(resource, url) }];
}

function refuse(problem: string): never {
  throw new CardwrightError(
    'bad-request',
    `The call is not a CDS Hooks request: /context/draftOrders/entry/${problem}.`,
  );
}

/** A draft without id has the id of its address (https://hl7.org/fhir/R4/bundle.html#bundle-unique). */
function withId(resource: Resource, url: string | undefined): Resource {
  const named = resource.id === undefined && url !== undefined ? parseReference(url) : undefined;
  return named?.type === resource.resourceType ? { ...resource, id: named.id } : resource;
}

/** The record's own judgement of shapes. A draft need not name its subject yet; one that is named is looked at. */
function isUsable(resource: Resource, patientId: string): boolean {
  const withSubject: unknown = { subject: { reference: `Patient/${patientId}` }, ...resource };
  const resources = [withSubject].filter(isResource);
  const { refused } = new PatientRecord({ patientId, resources, coverage: wholeChart });
  return !refused.some(({ reason }) => reason === 'unusable');
}

function withoutCopies(resources: readonly Resource[]): readonly Resource[] {
  const [first] = resources;
  if (first?.id === undefined || resources.length === 1) return resources;
  return [...new Map(resources.map((resource) => [JSON.stringify(resource), resource])).values()];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
