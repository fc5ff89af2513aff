import { OperationOutcomeError, badRequest } from '@medplum/core';
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { checkType } from '../interactions/check-type.ts';
import { conditionalId } from '../interactions/conditional-id.ts';
import { findMatch, queryPairs } from '../interactions/find-match.ts';
import { readIfMatch } from '../interactions/read-if-match.ts';
import type { Resources } from '../repository/resources.ts';
import { atEntry } from './at-entry.ts';
import type { Step, TransactionPlan } from './step.ts';

/**
 * Decides for each entry which resource it is about, all against the state before the transaction: new ids are given out,
 * conditions are looked up. Error: 400 or 412 that names the entry; 400 when two entries write the same resource or
 * create on the same condition. Source: https://hl7.org/fhir/R4/http.html#trules.
 */
export function planTransaction(resources: Resources, bundle: Bundle): TransactionPlan {
  const identities = new Map<string, string>();
  const written = new Set<string>();
  const steps = (bundle.entry ?? []).map((entry, index) =>
    atEntry(index, () => {
      const step = planEntry(resources, entry, index);
      const about = aboutOf(step);
      for (const name of about === undefined ? [] : [about, ...conditionsOf(entry)]) {
        if (written.has(name)) throw refused('Two entries write the same resource.');
        if (step.kind !== 'existing') written.add(name);
      }
      if (about !== undefined && entry.fullUrl !== undefined) identities.set(entry.fullUrl, about);
      return step;
    }),
  );
  return { steps, identities };
}

function planEntry(resources: Resources, entry: BundleEntry, index: number): Step {
  const { request } = entry;
  if (!request?.method || !request.url) throw refused('An entry has no request with method and url.');
  const [path = '', query] = request.url.split(/\?(.*)/s, 2);
  const [resourceType = '', id, ...more] = path.split('/').filter(Boolean);
  if (request.method === 'GET' || request.method === 'HEAD') return { index, kind: 'read', url: request.url };
  if (more.length > 0 || resourceType === '' || resourceType.startsWith('$'))
    throw refused('The url of an entry names no resource.');
  const target = { resourceType, id, query };
  const condition = { ifMatch: readIfMatch(request.ifMatch) };
  switch (request.method) {
    case 'POST':
      return planCreate(resources, resourceType, entry, index);
    case 'PUT':
      return { index, kind: 'update', condition, ...planUpdate(resources, target, bodyOf(entry)) };
    case 'DELETE':
      return { index, kind: 'delete', condition, resourceType, id: targetId(resources, target) };
    case 'PATCH': {
      const found = targetId(resources, target);
      if (found === undefined) throw refused('Nothing meets the condition of a patch.');
      return { index, kind: 'patch', condition, resourceType, id: found, patch: readPatch(entry) };
    }
  }
}

interface RequestTarget {
  readonly resourceType: string;
  readonly id: string | undefined;
  readonly query: string | undefined;
}

function planCreate(resources: Resources, resourceType: string, entry: BundleEntry, index: number): Step {
  const resource = bodyOf(entry);
  checkType(resource, resourceType);
  const ifNoneExist = entry.request?.ifNoneExist;
  const existing = ifNoneExist === undefined ? undefined : findMatch(resources, resourceType, queryPairs(ifNoneExist));
  if (existing !== undefined) return { index, kind: 'existing', resourceType, id: existing };
  return { index, kind: 'create', resource, id: resources.newId() };
}

function planUpdate(
  resources: Resources,
  { resourceType, id, query }: RequestTarget,
  resource: Resource,
): { readonly resource: Resource; readonly id: string } {
  checkType(resource, resourceType);
  if (id === undefined)
    return { resource, id: conditionalId(resources, resource, queryPairs(query ?? '')) ?? resources.newId() };
  if (resource.id !== id) throw refused('The id of the body is not that of the URL.');
  return { resource, id };
}

const targetId = (resources: Resources, { resourceType, id, query }: RequestTarget): string | undefined =>
  id ?? findMatch(resources, resourceType, queryPairs(query ?? ''));

/** A JSON Patch travels in a Binary. Source: https://hl7.org/fhir/R4/http.html#jsonpatch. */
function readPatch(entry: BundleEntry): unknown {
  const data = entry.resource?.resourceType === 'Binary' ? entry.resource.data : undefined;
  if (data === undefined) throw refused('A patch in a Bundle is a Binary that holds a JSON Patch.');
  try {
    return JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
  } catch {
    throw refused('The JSON Patch of an entry is not JSON.');
  }
}

function bodyOf({ resource }: BundleEntry): Resource {
  if (!resource) throw refused('An entry has no resource.');
  return resource;
}

function aboutOf(step: Step): string | undefined {
  if (step.kind === 'read' || step.id === undefined) return undefined;
  const resourceType = 'resource' in step ? step.resource.resourceType : step.resourceType;
  return `${resourceType}/${step.id}`;
}

/** Two creates or updates on one condition would both find nothing, and both create. */
function conditionsOf({ request }: BundleEntry): readonly string[] {
  if (request?.ifNoneExist !== undefined) return [`${request.url}?${request.ifNoneExist}`];
  return request?.method === 'PUT' && request.url.includes('?') ? [request.url] : [];
}

const refused = (text: string): OperationOutcomeError => new OperationOutcomeError(badRequest(text));
