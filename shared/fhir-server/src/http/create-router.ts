import { allOk, badRequest } from '@medplum/core';
import { FhirRouter, type FhirRequest, type FhirRouteHandler } from '@medplum/fhir-router';
import type { Bundle } from '@medplum/fhirtypes';
import { buildHistory } from '../history/build-history.ts';
import type { Resources } from '../repository/resources.ts';
import { isRecord } from '../search/is-record.ts';
import { maxBundleEntries, runTransaction } from '../transaction/run-transaction.ts';
import { runBatch } from '../transaction/run-batch.ts';
import { queryOf } from './query-of.ts';
import { addWriteRoutes } from './write-routes.ts';

/**
 * A FhirRouter of our own routes: searches are compiled by us (an unknown parameter is refused), conditions of writes are
 * such searches, transactions are atomic, and there is a history of one resource, a type and the whole server.
 */
export function createRouter(resources: Resources): FhirRouter {
  const router = new FhirRouter();
  // Medplum's own routes: search over all types, GraphQL, transactions that are a batch, queries without modifiers.
  router.router.routes.length = 0;
  const read = (path: string, answer: (request: FhirRequest) => Bundle | ReturnType<Resources['read']>): void =>
    router.add('GET', path, async (request) => [allOk, answer(request)], 'read');
  read(':resourceType', (request) => resources.search(typeOf(request), queryOf(request.query)));
  read(':resourceType/:id', (request) => resources.read(typeOf(request), idOf(request)));
  read('_history', ({ query }) => buildHistory(resources, {}, queryOf(query)));
  read(':resourceType/_history', (request) =>
    buildHistory(resources, { resourceType: typeOf(request) }, queryOf(request.query)),
  );
  read(':resourceType/:id/_history', (request) =>
    buildHistory(resources, { resourceType: typeOf(request), id: idOf(request) }, queryOf(request.query)),
  );
  read(':resourceType/:id/_history/:vid', (request) =>
    resources.readVersion(typeOf(request), idOf(request), request.params['vid'] ?? ''),
  );
  router.add('POST', ':resourceType/_search', async (request) => {
    const asked = [...queryOf(request.query), ...queryOf(isRecord(request.body) ? request.body : {})];
    return [allOk, resources.search(typeOf(request), asked)];
  });
  router.add('POST', '', bundleRoute(resources), 'batch');
  addWriteRoutes(router, resources);
  return router;
}

const bundleRoute =
  (resources: Resources): FhirRouteHandler =>
  async ({ body }, repository, router) => {
    const bundle: unknown = body;
    if (!isBundle(bundle)) return [badRequest('The body is not a Bundle.')];
    if ((bundle.entry?.length ?? 0) > maxBundleEntries)
      return [badRequest(`A Bundle may have ${maxBundleEntries} entries.`, 'Bundle.entry')];
    if (bundle.type === 'transaction') return [allOk, runTransaction(resources, bundle)];
    if (bundle.type === 'batch')
      return [allOk, await runBatch(bundle, (request) => router.handleRequest(request, repository))];
    return [badRequest('Only Bundles of type batch or transaction are supported.', 'Bundle.type')];
  };

const isBundle = (body: unknown): body is Bundle =>
  isRecord(body) &&
  body['resourceType'] === 'Bundle' &&
  (body['entry'] === undefined || (Array.isArray(body['entry']) && body['entry'].every(isRecord)));

const typeOf = ({ params }: FhirRequest): string => params['resourceType'] ?? '';
const idOf = ({ params }: FhirRequest): string => params['id'] ?? '';
