import { isRecord } from './is-record.ts';

const relative = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})$/;

/** Bases (`http://host/fhir`, without a trailing slash) under which this server's own resources are known. */
export type OwnBases = () => readonly string[];

/**
 * Index keys of one Reference element: `Type/id` and the bare id for a local one, the whole URL for a foreign one.
 * A resource of another server with the same id is another resource, so foreign URLs never get a local key.
 */
export function referenceKeys(element: unknown, ownBases: OwnBases, target?: string): readonly string[] {
  const written = isRecord(element) ? element['reference'] : undefined;
  if (typeof written !== 'string') return [];
  const reference = localReference(written, ownBases);
  const local = relative.exec(reference);
  if (!local) return target === undefined ? [`url:${reference}`] : ownUrlOf(reference, target);
  if (target !== undefined && local[1] !== target) return [];
  return [`ref:${reference}`, `id:${local[2] ?? ''}`];
}

/** The index key that answers one reference value of a query: bare id, `Type/id`, or an absolute URL. */
export function referenceQueryKey(value: string, ownBases: OwnBases, target?: string): string {
  const reference = localReference(value, ownBases);
  if (relative.test(reference)) return `ref:${reference}`;
  if (reference.includes(':')) return `url:${reference}`;
  return target === undefined ? `id:${reference}` : `ref:${target}/${reference}`;
}

/** Drops the version and, when the URL is one of ours, the base. */
function localReference(written: string, ownBases: OwnBases): string {
  const reference = written.replace(/\/_history\/.*$/, '');
  const base = ownBases().find((own) => reference.startsWith(`${own}/`));
  return base === undefined ? reference : reference.slice(base.length + 1);
}

/** A foreign URL still answers a query by that same URL, when it names the right type. */
function ownUrlOf(reference: string, target: string): readonly string[] {
  return reference.includes(`/${target}/`) ? [`url:${reference}`] : [];
}
