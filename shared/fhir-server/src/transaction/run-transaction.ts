import { OperationOutcomeError, badRequest } from '@medplum/core';
import type { WithId } from '@medplum/core';
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { findMatch, queryPairs } from '../interactions/find-match.ts';
import { patchResource } from '../interactions/patch-resource.ts';
import type { Resources } from '../repository/resources.ts';
import { atEntry } from './at-entry.ts';
import { planTransaction } from './plan-transaction.ts';
import { responseEntry } from './response-entry.ts';
import { rewriteReferences } from './rewrite-references.ts';
import type { Step } from './step.ts';

/** Most entries of one Bundle. */
export const maxBundleEntries = 10_000;

const order: readonly Step['kind'][] = ['delete', 'create', 'existing', 'update', 'patch', 'read'];

/**
 * A transaction: every entry happens, or none. Deletes come first, then creates, updates and patches, then reads, whatever
 * the order of the entries; references to a fullUrl of the Bundle become references to the resource, and conditional
 * references (`Patient?identifier=…`) to the one that meets the condition when all is written.
 * Error: that of the first entry that fails, with its place. Source: https://hl7.org/fhir/R4/http.html#trules.
 */
export function runTransaction(resources: Resources, bundle: Bundle): Bundle {
  const { steps, identities } = planTransaction(resources, bundle);
  const inOrder = steps.toSorted((left, right) => order.indexOf(left.kind) - order.indexOf(right.kind));
  const entries = new Map<number, BundleEntry>();
  resources.atomically(() => {
    const isRead = ({ kind }: Step) => kind === 'read';
    for (const step of inOrder.filter((one) => !isRead(one)))
      atEntry(step.index, () => entries.set(step.index, perform(resources, step, identities)));
    for (const [index, entry] of entries)
      atEntry(index, () => entries.set(index, withConditionalReferences(resources, entry)));
    for (const step of inOrder.filter(isRead))
      atEntry(step.index, () => entries.set(step.index, perform(resources, step, identities)));
  });
  return {
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: steps.map(({ index }) => entries.get(index) ?? {}),
  };
}

function perform(resources: Resources, step: Step, identities: ReadonlyMap<string, string>): BundleEntry {
  switch (step.kind) {
    case 'delete':
      if (step.id !== undefined) resources.remove(step.resourceType, step.id, step.condition);
      return { response: { status: '204' } };
    case 'existing':
      return responseEntry('200', resources.read(step.resourceType, step.id));
    case 'create':
      return responseEntry('201', resources.create(resolved(step.resource, identities), step.id));
    case 'update': {
      const status = resources.has(step.resource.resourceType, step.id) ? '200' : '201';
      const resource = { ...resolved(step.resource, identities), id: step.id };
      return responseEntry(status, resources.update(resource, step.condition));
    }
    case 'patch':
      return responseEntry('200', patchResource(resources, step, resolved(step.patch, identities), step.condition)[1]);
    case 'read':
      return { response: { status: '200' }, resource: readIn(resources, step.url) };
  }
}

/** A `urn:` that no entry has would be stored as a reference to nowhere. */
const resolved = <T>(value: T, identities: ReadonlyMap<string, string>): T =>
  rewriteReferences(value, (written, element) => {
    const target = identities.get(written);
    if (target === undefined && element === 'reference' && /^urn:(uuid|oid):/.test(written))
      throw new OperationOutcomeError(badRequest('A reference names a fullUrl that is not in the Bundle.'));
    return target ?? written;
  });

function withConditionalReferences(resources: Resources, entry: BundleEntry): BundleEntry {
  const { resource, response } = entry;
  if (!isStored(resource) || response?.status === undefined) return entry;
  let changed = false;
  const found = rewriteReferences(resource, (written, element) => {
    const [, resourceType = '', condition = ''] = /^([A-Z][A-Za-z]+)\?(.+)$/s.exec(written) ?? [];
    if (element !== 'reference' || resourceType === '') return written;
    const id = findMatch(resources, resourceType, queryPairs(condition));
    if (id === undefined) throw new OperationOutcomeError(badRequest('Nothing meets the condition of a reference.'));
    changed = true;
    return `${resourceType}/${id}`;
  });
  return changed ? responseEntry(response.status, resources.rewriteStaged(found)) : entry;
}

/** Reads and searches inside a transaction see what it wrote. */
function readIn(resources: Resources, url: string): Resource {
  const [path = '', query = ''] = url.split(/\?(.*)/s, 2);
  const [resourceType = '', id, history, versionId] = path.split('/').filter(Boolean);
  if (id === undefined) return resources.search(resourceType, queryPairs(query));
  if (history === undefined) return resources.read(resourceType, id);
  if (history === '_history' && versionId !== undefined) return resources.readVersion(resourceType, id, versionId);
  throw new OperationOutcomeError(badRequest('Only reads and searches of a type are supported in a transaction.'));
}

const isStored = (resource: Resource | undefined): resource is WithId<Resource> =>
  resource?.id !== undefined && resource.resourceType !== 'Bundle';
