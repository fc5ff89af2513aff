import { isObject, isResource } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import type { ReferenceFocus } from '../notification-event.ts';

import { readText } from './read-text.ts';
import { resolveReference } from './resolve-reference.ts';

/** An entry of a Bundle, as far as a notification needs it. */
export interface ReadEntry {
  readonly fullUrl?: string;
  readonly resource?: Resource;
  /** The resource of the source that it stands for. */
  readonly names?: ReferenceFocus;
  readonly isDelete: boolean;
}

/**
 * What an entry is about: by the resource's own id, else by its full URL, else by the request that is told of. Of a Bundle entry
 * nothing is certain; what cannot be read is absent.
 */
export function readEntry(entry: unknown, fhirServer: string): ReadEntry {
  if (!isObject(entry)) return { isDelete: false };
  const resource = isResource(entry['resource']) ? entry['resource'] : undefined;
  const fullUrl = readText(entry['fullUrl']);
  const request = isObject(entry['request']) ? entry['request'] : {};
  const resolve = (text: string | undefined): ReferenceFocus | undefined => {
    const resolved = text === undefined ? undefined : resolveReference(text, fhirServer);
    return typeof resolved === 'object' ? resolved : undefined;
  };
  const names =
    (resource === undefined ? undefined : referenceOf(resource)) ??
    resolve(fullUrl) ??
    resolve(readText(request['url']));
  return {
    ...(fullUrl === undefined ? {} : { fullUrl }),
    ...(resource === undefined ? {} : { resource }),
    ...(names === undefined ? {} : { names }),
    isDelete: readText(request['method'])?.toUpperCase() === 'DELETE',
  };
}

/** A pushed resource as a reference to it, with its version where it says one. */
export function referenceOf({ resourceType, id, meta }: Resource): ReferenceFocus | undefined {
  const named = typeof id === 'string' ? resolveReference(`${resourceType}/${id}`, '') : undefined;
  const versionId = readText(isObject(meta) ? meta['versionId'] : undefined);
  if (typeof named !== 'object') return undefined;
  return versionId === undefined ? named : { ...named, versionId };
}
