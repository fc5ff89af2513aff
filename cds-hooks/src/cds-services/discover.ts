import type { ServedService } from '../host.ts';

/** The specification that this door implements, as 3.0 asks of a service entry. */
export const cdsHooksVersion = '2.0.1';

/** One entry of `GET /cds-services`. */
export interface DiscoveryEntry {
  readonly id: string;
  readonly hook: string;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly prefetch: Readonly<Record<string, string>>;
}

/**
 * The discovery document: one entry per service and hook, the same id on several hooks meaning "update stale guidance".
 */
export function discover(services: Iterable<ServedService>): { readonly services: readonly DiscoveryEntry[] } {
  const entries = [...services].flatMap(({ service, templates, advertised = templates }) => {
    const { id, title, description, hooks } = service.manifest;
    const prefetch = Object.fromEntries(advertised.map(({ key, template }) => [key, template]));
    return hooks.map((hook) => ({ id, hook, title, description, version: cdsHooksVersion, prefetch }));
  });
  return { services: entries };
}
