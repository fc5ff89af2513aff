import { OperationOutcomeError, allOk, notFound } from '@medplum/core';
import type { FhirRequest, FhirRouter } from '@medplum/fhir-router';
import type { Resource } from '@medplum/fhirtypes';
import { createResource } from '../interactions/create-resource.ts';
import { findMatch, queryPairs } from '../interactions/find-match.ts';
import { patchResource } from '../interactions/patch-resource.ts';
import { readIfMatch } from '../interactions/read-if-match.ts';
import { updateMatch } from '../interactions/update-match.ts';
import { updateResource } from '../interactions/update-resource.ts';
import type { Written } from '../interactions/written.ts';
import type { Resources, WriteCondition } from '../repository/resources.ts';
import { queryOf } from './query-of.ts';

/** Adds create, update, patch and delete, each also on a condition. */
export function addWriteRoutes(router: FhirRouter, resources: Resources): void {
  const write = (method: 'POST' | 'PUT' | 'PATCH', path: string, perform: (request: FhirRequest) => Written): void =>
    router.add(method, path, async (request) => perform(request));
  write('POST', ':resourceType', (request) => {
    if (typeOf(request).startsWith('$')) throw new OperationOutcomeError(notFound);
    const ifNoneExist = [request.headers?.['if-none-exist']].flat()[0];
    const condition = ifNoneExist === undefined ? undefined : queryPairs(ifNoneExist);
    return createResource(resources, typeOf(request), bodyOf(request), condition);
  });
  write('PUT', ':resourceType/:id', (request) => {
    const target = { resourceType: typeOf(request), id: request.params['id'] ?? '' };
    return updateResource(resources, target, bodyOf(request), ifMatchOf(request));
  });
  write('PUT', ':resourceType', (request) =>
    updateMatch(resources, typeOf(request), bodyOf(request), queryOf(request.query), ifMatchOf(request)),
  );
  write('PATCH', ':resourceType/:id', (request) => {
    const target = { resourceType: typeOf(request), id: request.params['id'] };
    return patchResource(resources, target, request.body, ifMatchOf(request));
  });
  write('PATCH', ':resourceType', (request) => {
    const resourceType = typeOf(request);
    const id = findMatch(resources, resourceType, queryOf(request.query));
    return patchResource(resources, { resourceType, id }, request.body, ifMatchOf(request));
  });
  router.add('DELETE', ':resourceType/:id', async (request) => {
    resources.remove(typeOf(request), request.params['id'] ?? '', ifMatchOf(request));
    return [allOk];
  });
  router.add('DELETE', ':resourceType', async (request) => {
    const id = findMatch(resources, typeOf(request), queryOf(request.query));
    if (id !== undefined) resources.remove(typeOf(request), id, ifMatchOf(request));
    return [allOk];
  });
}

const typeOf = ({ params }: FhirRequest): string => params['resourceType'] ?? '';
/** Checked for being a resource of the right type by whoever stores it. */
const bodyOf = ({ body }: FhirRequest): Resource => body;
const ifMatchOf = ({ headers }: FhirRequest): WriteCondition => ({ ifMatch: readIfMatch(headers?.['if-match']) });
