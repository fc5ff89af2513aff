import { elementsAt } from '../search/elements-at.ts';
import { isRecord } from '../search/is-record.ts';

/**
 * The values of an extension of an element; extensions of a primitive stand beside it, under `_criteria`, `channel._payload`.
 * The empty path is the resource itself.
 */
export const extensionValues = (resource: unknown, path: string, url: string, valueName: string): readonly unknown[] =>
  elementsAt(resource, path === '' ? 'extension' : `${path}.extension`).flatMap((extension) =>
    isRecord(extension) && extension['url'] === url && extension[valueName] !== undefined ? [extension[valueName]] : [],
  );
