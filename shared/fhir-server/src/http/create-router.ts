import { OperationOutcomeError, allOk, badRequest, created } from '@medplum/core';
import {
  FhirRouter,
  processBatch,
  updateResourceImpl,
  type FhirRequest,
  type FhirRouteHandler,
} from '@medplum/fhir-router';
import type { Bundle, Resource, ResourceType } from '@medplum/fhirtypes';
import type { IndexedRepository } from '../repository/indexed-repository.ts';
import { isResourceType } from '../repository/resource-types.ts';
import type { QueryPair } from '../search/compile-search.ts';
import { isRecord } from '../search/is-record.ts';
import { capabilityStatement } from './capability-statement.ts';

/** Medplum's routes that this server does not serve: search over all types, and GraphQL, which needs Medplum's schema. */
const dropped = new Set(['GET ', 'POST $graphql']);

/**
 * Medplum's FhirRouter with these differences: searches are compiled by us (an unknown parameter is refused), an
 * update that creates answers 201, a conditional write needs a condition, transactions are refused instead of
 * being run as a batch, and there is `/metadata`.
 */
export function createRouter(repository: IndexedRepository, now: () => Date): FhirRouter {
  const fhirRouter = new FhirRouter();
  const { routes } = fhirRouter.router;
  const kept = routes.filter(
    ({ method, path }) => !dropped.has(`${method} ${path.map(({ value }) => value).join('/')}`),
  );
  // The first of two equal routes wins, so ours go first.
  routes.length = 0;
  fhirRouter.add('GET', 'metadata', async () => [allOk, capabilityStatement(now())], 'read');
  fhirRouter.add(
    'GET',
    ':resourceType',
    searchBy(repository, ({ query }) => query),
    'search-type',
  );
  fhirRouter.add(
    'POST',
    ':resourceType/_search',
    searchBy(repository, ({ body, query }) => ({ ...query, ...bodyOf(body) })),
    'search-type',
  );
  fhirRouter.add('PUT', ':resourceType/:id', updateOrCreate(repository), 'update');
  fhirRouter.add('POST', '', batchOnly, 'batch');
  routes.push(
    ...kept.map((route) => (isConditional(route) ? { ...route, handler: needsCondition(route.handler) } : route)),
  );
  return fhirRouter;
}

const searchBy =
  (repository: IndexedRepository, queryOf: (request: FhirRequest) => FhirRequest['query']): FhirRouteHandler =>
  async (request) => [allOk, repository.searchByQuery(request.params['resourceType'] ?? '', pairsOf(queryOf(request)))];

const pairsOf = (query: FhirRequest['query']): readonly QueryPair[] =>
  Object.entries(query).flatMap(([name, value]) => [value ?? ''].flat().map((one): QueryPair => [name, one]));

const bodyOf = (body: unknown): FhirRequest['query'] =>
  Object.fromEntries(
    Object.entries(isRecord(body) ? body : {}).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String) : String(value),
    ]),
  );

const updateOrCreate =
  (repository: IndexedRepository): FhirRouteHandler =>
  async ({ params, body, headers }) => {
    const { resourceType = '', id = '' } = params;
    const existed = repository.has(resourceType, id);
    const ifMatch = /"([^"]+)"/.exec(headers?.['if-match'] ?? '')?.[1];
    const resource: Resource = body;
    const response = await updateResourceImpl(
      knownType(resourceType),
      id,
      resource,
      repository,
      ifMatch === undefined ? {} : { ifMatch },
    );
    return existed || response[1] === undefined ? response : [created, response[1]];
  };

const batchOnly: FhirRouteHandler = async (request, repository, router) => {
  const body: unknown = request.body;
  if (!isBundle(body)) return [badRequest('The body is not a Bundle.')];
  if (body.type !== 'batch') return [badRequest('Only Bundles of type batch are supported.', 'Bundle.type')];
  return [allOk, await processBatch(request, repository, router, body)];
};
const isBundle = (body: unknown): body is Bundle => isRecord(body) && body['resourceType'] === 'Bundle';

const isConditional = ({ method, path }: FhirRouter['router']['routes'][number]): boolean =>
  method !== 'GET' && method !== 'POST' && path.length === 1;

/** Without a condition Medplum's handler would take the only resource of the type for the one that is meant. */
const needsCondition =
  (handler: FhirRouteHandler): FhirRouteHandler =>
  async (request, repository, router, options) => {
    if (Object.keys(request.query).length === 0) return [badRequest('A conditional write needs a search parameter.')];
    return handler(request, repository, router, options);
  };

function knownType(name: string): ResourceType {
  if (isKnown(name)) return name;
  throw new OperationOutcomeError(badRequest('The resource type is not known.'));
}
const isKnown = (name: string): name is ResourceType => isResourceType(name);
