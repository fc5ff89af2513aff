import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';

/** The Bundle with its links and fullUrls under a base; also for searchsets and histories inside a response. */
export function absoluteUrls(bundle: Bundle, base: string): Bundle {
  const absolute = (url: string): string => (url.includes('://') || url.startsWith('urn:') ? url : `${base}/${url}`);
  const entryOf = (entry: BundleEntry): BundleEntry => ({
    ...entry,
    ...(entry.fullUrl !== undefined && { fullUrl: absolute(entry.fullUrl) }),
    ...(isPage(entry.resource) && { resource: absoluteUrls(entry.resource, base) }),
  });
  return {
    ...bundle,
    ...(bundle.link && { link: bundle.link.map((link) => ({ ...link, url: absolute(link.url) })) }),
    ...(bundle.entry && { entry: bundle.entry.map(entryOf) }),
  };
}

const isPage = (resource: Resource | undefined): resource is Bundle =>
  resource?.resourceType === 'Bundle' && (resource.type === 'searchset' || resource.type === 'history');
