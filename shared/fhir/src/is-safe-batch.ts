import type { Bundle } from '@medplum/fhirtypes';

/** True when nothing in the Bundle is done twice by sending it twice: reads, deletions, conditional creates and updates. */
export function isSafeBatch({ entry = [] }: Bundle): boolean {
  return entry.every(({ request }) => {
    if (request?.method === 'POST') return request.ifNoneExist !== undefined;
    if (request?.method === 'PUT') return request.url.includes('?');
    return request?.method === 'GET' || request?.method === 'DELETE' || request?.method === 'HEAD';
  });
}
