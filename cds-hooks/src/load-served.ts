import type { ServiceStatus } from '@cardwright/cds-service';
import type { RunnableService } from '@cardwright/evaluation';
import { derivePrefetch } from '@cardwright/features';
import { atSite, versionedSite, type ServiceSite } from './config/at-site.ts';
import type { Config } from './config/config.ts';
import type { ServedService } from './host.ts';
import { loadService, registeredServices, versionOf } from './load-services.ts';

/**
 * Gives the services that a configuration serves, as they are at its site. Models are loaded and proven once: a reload
 * of the configuration costs no more than the new declarations. Errors: those of `loadService` and of an overlay.
 */
export function createServedLoader(): (config: Config) => Promise<ReadonlyMap<string, ServedService>> {
  const loaded = new Map<string, Promise<RunnableService>>();
  return async (config) => {
    const served = new Map<string, ServedService>();
    for (const id of registeredServices.keys()) {
      const status = statusIn(config, id);
      if (status !== 'active' && status !== 'silent') continue;
      const loading = loaded.get(id) ?? loadService(id);
      loaded.set(id, loading);
      const runnable = runnableAtSite(await loading, { site: config.site, config: config.services[id] ?? {} });
      served.set(id, { ...runnable, status, templates: derivePrefetch(runnable.service.features) });
    }
    return served;
  };
}

/** A runnable service at a site: its declarations, and with them its templates and its version, are the site's. Pure but for reading the folder's hash. */
export function runnableAtSite(runnable: RunnableService, place: ServiceSite): RunnableService {
  const service = atSite(runnable.service, place);
  if (service === runnable.service) return runnable;
  return { ...runnable, service, version: versionOf(service, versionedSite(place)) };
}

/** Demo mode activates all; with a configuration file a service is silent until the file says otherwise. */
const statusIn = (config: Config, id: string): ServiceStatus =>
  config.demo ? 'active' : (config.services[id]?.status ?? 'silent');
