import { CardwrightError } from '@cardwright/cds-service';
import type { Bundle, BundleEntry, Resource, ResourceType } from '@medplum/fhirtypes';
import type { FhirClient, SearchParams } from './fhir-client.ts';

/**
 * Answers a batch or transaction of the server in memory, entry by entry through its client. A transaction throws at the first
 * entry that is refused; in a batch each entry has its own status. References between entries are not resolved.
 */
export async function answerBatch(
  client: FhirClient,
  bundle: Bundle,
  signal: AbortSignal,
  type: 'batch-response' | 'transaction-response',
): Promise<Bundle> {
  const entry: BundleEntry[] = [];
  for (const one of bundle.entry ?? []) {
    const answer = answerEntry(client, one, signal);
    entry.push(await (type === 'batch-response' ? answer.catch(refused) : answer));
  }
  return { resourceType: 'Bundle', type, entry };
}

async function answerEntry(
  client: FhirClient,
  { request, resource }: BundleEntry,
  signal: AbortSignal,
): Promise<BundleEntry> {
  const [path = '', query] = (request?.url ?? '').split('?', 2);
  const [type, id] = path.split('/').map(decodeURIComponent);
  const params = [...new URLSearchParams(query)];
  if (!isType(type)) throw unanswerable();
  if (request?.method === 'GET')
    return id === undefined
      ? done(200, { resourceType: 'Bundle', type: 'searchset', ...(await found(client, request.url, signal)) })
      : done(200, await client.read(type, id, signal));
  if (request?.method === 'DELETE' && id !== undefined) return client.delete(type, id, signal).then(() => done(204));
  if (resource === undefined) throw unanswerable();
  return done(
    200,
    await write(client, { method: request?.method, ifNoneExist: request?.ifNoneExist, id, params }, resource, signal),
  );
}

async function write(
  client: FhirClient,
  how: { method: string | undefined; ifNoneExist: string | undefined; id: string | undefined; params: SearchParams },
  resource: Resource,
  signal: AbortSignal,
): Promise<Resource> {
  const { method, ifNoneExist, id, params } = how;
  const type = resource.resourceType;
  if (method === 'POST' && ifNoneExist !== undefined)
    return client.conditionalCreate(type, [...new URLSearchParams(ifNoneExist)], resource, signal);
  if (method === 'POST') return client.create(resource, signal);
  if (method === 'PUT' && id !== undefined) return client.update({ ...resource, id }, signal);
  if (method === 'PUT') return client.conditionalUpdate(type, params, resource, signal);
  throw unanswerable();
}

async function found(client: FhirClient, query: string, signal: AbortSignal): Promise<Pick<Bundle, 'entry'>> {
  const { resources } = await client.search(query, signal);
  return { entry: resources.map((resource) => ({ resource })) };
}

function done(status: number, resource?: Resource): BundleEntry {
  const versionId = resource?.meta?.versionId;
  const etag = versionId === undefined ? {} : { etag: `W/"${versionId}"` };
  return { ...(resource && { resource }), response: { status: String(status), ...etag } };
}

function refused(error: unknown): BundleEntry {
  const status = error instanceof CardwrightError ? error.details['status'] : undefined;
  if (typeof status !== 'number') throw error;
  return { response: { status: String(status) } };
}

const unanswerable = (): CardwrightError =>
  new CardwrightError('fhir-refused', 'The FHIR server refused with status 400.', { status: 400, issues: ['invalid'] });

const isType = (type: string | undefined): type is ResourceType => type !== undefined && /^[A-Z][A-Za-z]+$/.test(type);
