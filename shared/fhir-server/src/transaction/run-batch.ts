import { badRequest, getStatus, isCreated, isOk, type WithId } from '@medplum/core';
import type { FhirRequest, FhirResponse } from '@medplum/fhir-router';
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { responseEntry } from './response-entry.ts';

/** Answers one request as if it had come alone. */
export type AnswerRequest = (request: FhirRequest) => Promise<FhirResponse>;

/**
 * A batch: each entry by itself and in order; one that fails says so in its place and stops nobody.
 * Source: https://hl7.org/fhir/R4/http.html#transaction.
 */
export async function runBatch(bundle: Bundle, answer: AnswerRequest): Promise<Bundle> {
  const entry: BundleEntry[] = [];
  for (const one of bundle.entry ?? []) entry.push(answerEntry(one, await answerOne(one, answer)));
  return { resourceType: 'Bundle', type: 'batch-response', entry };
}

async function answerOne({ request, resource }: BundleEntry, answer: AnswerRequest): Promise<FhirResponse> {
  if (!request?.method || !request.url) return [badRequest('An entry has no request with method and url.')];
  if (/^\/*(\?|$)/.test(request.url)) return [badRequest('A Bundle may not hold another one.')];
  return answer({
    method: request.method,
    url: request.url,
    pathname: '',
    body: resource,
    params: {},
    query: {},
    headers: {
      ...(request.ifMatch !== undefined && { 'if-match': request.ifMatch }),
      ...(request.ifNoneExist !== undefined && { 'if-none-exist': request.ifNoneExist }),
    },
  });
}

function answerEntry({ request }: BundleEntry, [outcome, resource]: FhirResponse): BundleEntry {
  const status = String(request?.method === 'DELETE' && isOk(outcome) ? 204 : getStatus(outcome));
  if (!isOk(outcome) && !isCreated(outcome)) return { response: { status, outcome } };
  if (isStored(resource)) return responseEntry(status, resource);
  return { response: { status }, ...(resource && { resource }) };
}

const isStored = (resource: Resource | undefined): resource is WithId<Resource> =>
  resource?.id !== undefined && resource.meta?.versionId !== undefined;
