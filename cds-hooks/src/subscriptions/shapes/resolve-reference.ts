import type { ChangeEvent, ReferenceFocus } from '../notification-event.ts';

/** `Type/id`, perhaps with a version. FHIR ids have at most 64 letters; some servers have longer ones. */
const relative = /^([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9\-._~]{1,128})(?:\/_history\/([A-Za-z0-9\-._~]{1,128}))?$/;

/**
 * The resource of the source that a reference names: relative, or absolute within the registered base. Any other address is
 * refused and never followed: our token must not go where a sender points.
 */
export function resolveReference(
  reference: string,
  fhirServer: string,
): ReferenceFocus | NonNullable<ChangeEvent['refused']> {
  const isAddress = /^[a-z][a-z0-9+.-]*:/i.test(reference);
  if (!isAddress) return readRelative(reference) ?? 'unresolved';
  if (!/^https?:\/\//i.test(reference)) return 'unresolved';
  const path = withinBase(reference, fhirServer);
  return path === undefined ? 'foreign-address' : (readRelative(path) ?? 'unresolved');
}

function readRelative(text: string): ReferenceFocus | undefined {
  const [, type = '', id = '', versionId] = relative.exec(text) ?? [];
  // Dots alone would lead out of the type's path.
  if (type === '' || /^\.*$/.test(id)) return undefined;
  return { kind: 'reference', type, id, ...(versionId === undefined ? {} : { versionId }) };
}

/**
 * The rest of an address below a base. Case of the host and default ports do not matter, nor whether it is http or https: a
 * server behind a proxy that ends TLS names itself by http. Only the rest is used, at the base as it is registered.
 */
function withinBase(address: string, base: string): string | undefined {
  const [url, home] = [URL.parse(address), URL.parse(base)];
  if (url === null || home === null || url.username !== '' || url.search !== '' || url.hash !== '') return undefined;
  const prefix = `${home.pathname.replace(/\/+$/, '')}/`;
  return url.host === home.host && url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : undefined;
}
