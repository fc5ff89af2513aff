import { CardwrightError, type ServiceStatus } from '@cardwright/cds-service';
import type { RunnableService } from '@cardwright/evaluation';
import { derivePrefetch } from '@cardwright/features';
import type { ServiceStanding } from '@cardwright/store';
import { atSite, versionedSite, type ServiceSite } from './config/at-site.ts';
import type { Config } from './config/config.ts';
import type { ServedService, ServedVersion } from './host.ts';
import type { LoadedService } from './load-folder.ts';
import { loadService, registeredServices, unreadableServices, versionOf } from './load-services.ts';
import { readActiveVersions, type ActiveVersions } from './versions/active-versions.ts';
import { chooseVersions } from './versions/choose-versions.ts';
import { createVersionPool, type PooledVersion, type VersionProblem } from './versions/version-pool.ts';

/** What a configuration serves of the versions that there are. */
export interface ServedSet {
  readonly services: ReadonlyMap<string, ServedService>;
  /** Versions that do not do what somebody may expect of them. */
  readonly problems: readonly VersionProblem[];
  /** The versions that are in use. */
  readonly inUse: ReadonlySet<LoadedService>;
  /** What answers, by id of the service. */
  readonly answering: ReadonlyMap<string, LoadedService>;
  /** Where each version stands, those that answer 404 too. */
  readonly standings: readonly ServiceStanding[];
}

export interface ServedLoader {
  /**
   * The services of a configuration as they are at its site. Built-in models are loaded and proven once, drop-in folders
   * when they change: a reload costs no more than the new declarations. Errors: those of `loadService` and of a built-in
   * service's overlay; what is wrong with a drop-in service is a problem of the set.
   */
  readonly load: (config: Config) => Promise<ServedSet>;
  /** Looks at the drop-in directory and the pointers: true when `load` would give something else than before. */
  readonly look: () => Promise<boolean>;
  /** Closes what neither the set uses nor a folder holds any more, each after its last use. */
  readonly settle: (set: ServedSet) => void;
  readonly close: () => Promise<void>;
}

export interface ServedLoaderOptions {
  readonly dataDirectory: string;
  readonly serviceDirectory?: string;
  /** Loads a drop-in folder. */
  readonly loadDropIn: (folder: string) => Promise<LoadedService>;
}

/** The label of what comes with the program. */
export const builtInLabel = 'built-in';

/** Where the versions of services come from. */
export function createServedLoader(options: ServedLoaderOptions): ServedLoader {
  const builtIn = new Map<string, Promise<LoadedService>>();
  const pool =
    options.serviceDirectory === undefined
      ? undefined
      : createVersionPool({
          directory: options.serviceDirectory,
          load: options.loadDropIn,
          builtIn: new Set(registeredServices.keys()),
        });
  let pointers: ActiveVersions = {};
  let answering: ReadonlyMap<string, LoadedService> = new Map();
  let looked: Promise<boolean> | undefined;
  const look = async (): Promise<boolean> => {
    const before = JSON.stringify(pointers);
    pointers = readActiveVersions(options.dataDirectory);
    const isChanged = (await pool?.look()) ?? false;
    return isChanged || JSON.stringify(pointers) !== before;
  };
  const loadBuiltIn = (id: string): Promise<LoadedService> => {
    const loading = builtIn.get(id) ?? loadService(id);
    builtIn.set(id, loading);
    return loading;
  };
  return {
    look,
    load: async (config) => {
      await (looked ??= look());
      const sets: ServedSet[] = [];
      for (const [id, service] of registeredServices) {
        if (isServed(statusIn(config, id)))
          sets.push(serve(config, id, [builtInVersion(id, await loadBuiltIn(id))], {}));
        else sets.push({ ...nothing, standings: [standingOf(config, id, versionOf(service), builtInLabel)] });
      }
      const dropIns = Map.groupBy(pool?.versions() ?? [], ({ id }) => id);
      for (const [id, versions] of dropIns) sets.push(serveDropIn(config, id, versions, { pointers, answering }));
      const problems = [...unreadable, ...(pool?.problems() ?? []), ...merged(sets).problems];
      const set = { ...merged(sets), problems };
      answering = set.answering;
      return set;
    },
    settle: ({ inUse }) => pool?.keepOnly(inUse),
    close: async () => pool?.close(),
  };
}

/** A folder that came with the program and cannot be read is told like one that was dropped in. */
const unreadable = [...unreadableServices].map(([service, { code, message }]): VersionProblem => ({
  service,
  label: builtInLabel,
  code,
  message,
}));

const builtInVersion = (id: string, loaded: LoadedService): PooledVersion => ({
  id,
  label: builtInLabel,
  loaded,
  isCurrent: true,
});

interface Standing {
  readonly pointers?: ActiveVersions;
  /** What answers now. */
  readonly answering?: ReadonlyMap<string, LoadedService>;
}

const merged = (sets: readonly ServedSet[]): ServedSet => ({
  services: new Map(sets.flatMap((set) => [...set.services])),
  problems: sets.flatMap((set) => set.problems),
  inUse: new Set(sets.flatMap((set) => [...set.inUse])),
  answering: new Map(sets.flatMap((set) => [...set.answering])),
  standings: sets.flatMap((set) => set.standings),
});

/** One drop-in service that cannot be served as the configuration has it does not take the others with it. */
function serveDropIn(config: Config, id: string, versions: readonly PooledVersion[], standing: Standing): ServedSet {
  try {
    return serve(config, id, versions, standing);
  } catch (error) {
    if (!(error instanceof CardwrightError)) throw error;
    return { ...nothing, problems: [{ service: id, label: '', code: error.code, message: error.message }] };
  }
}

/** Who approved a service for use here stands by each version that answers. */
function standingOf(config: Config, service: string, version: string, label: string | undefined): ServiceStanding {
  const { approvedBy, approvedOn } = config.services[service] ?? {};
  return {
    service,
    version,
    ...(label === undefined ? {} : { label }),
    status: statusIn(config, service),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(approvedOn === undefined ? {} : { approvedOn }),
  };
}

const nothing: ServedSet = {
  services: new Map(),
  problems: [],
  inUse: new Set(),
  answering: new Map(),
  standings: [],
};

function serve(config: Config, id: string, versions: readonly PooledVersion[], standing: Standing): ServedSet {
  const { pointers = {}, answering } = standing;
  const { champion, challengers, canary, problems } = chooseVersions(id, versions, {
    pointer: pointers[id],
    answering: answering?.get(id),
    config: config.services[id],
  });
  if (champion === undefined) return { ...nothing, problems };
  const { loaded, label } = champion;
  const configured = statusIn(config, id);
  if (!isServed(configured))
    return { ...nothing, problems, standings: [standingOf(config, id, loaded.version, label)] };
  const isDemoOnly = loaded.service.manifest.demoOnly === true && configured === 'active' && !config.demo;
  const own = servedVersion(config, champion, isDemoOnly ? 'silent' : configured);
  const trials = challengers.map((version) => beside(servedVersion(config, version, 'silent'), own));
  const share = canary && {
    percent: canary.percent,
    version: beside(servedVersion(config, canary.version, own.status), own),
  };
  const others = [...trials, ...(share === undefined ? [] : [share.version])];
  const service: ServedService = {
    ...own,
    advertised: union(own, others),
    ...(trials.length === 0 ? {} : { challengers: trials }),
    ...(share === undefined ? {} : { canary: share }),
  };
  return {
    services: new Map([[id, service]]),
    answering: new Map([[id, loaded]]),
    problems: isDemoOnly ? [...problems, demoOnlyProblem(id, label)] : problems,
    inUse: new Set(
      [champion, ...challengers, ...(canary === undefined ? [] : [canary.version])].map((one) => one.loaded),
    ),
    standings: [own, ...others].map((one) => ({
      ...standingOf(config, id, one.version, one.label),
      status: one.status,
    })),
  };
}

const demoOnlyProblem = (service: string, label: string): VersionProblem => ({
  service,
  label,
  code: 'demo-only',
  message: 'It is for demonstration only and stays silent.',
});

function servedVersion(config: Config, { id, label, loaded }: PooledVersion, status: ServiceStatus): ServedVersion {
  // A demonstration can be repeated: nothing is quieted in demo mode.
  const quiet = config.demo ? { quietHours: 0 } : {};
  const here = runnableAtSite(loaded, { site: config.site, config: { ...quiet, ...config.services[id] } });
  return { ...here, label, status, templates: derivePrefetch(here.service.features) };
}

/**
 * Another version's own queries: where discovery asks another question under the same key, what a client puts there is no
 * answer to ours.
 */
function beside(version: ServedVersion, champion: ServedVersion): ServedVersion {
  const advertised = new Map(champion.templates.map(({ key, template }) => [key, template]));
  const others = version.templates.filter(({ key, template }) => (advertised.get(key) ?? template) !== template);
  return others.length === 0 ? version : { ...version, otherwiseAsked: new Set(others.map(({ key }) => key)) };
}

/** What discovery lists: the queries of the version that answers, and those that only another has. */
function union(champion: ServedVersion, others: readonly ServedVersion[]): ServedService['templates'] {
  const byKey = new Map(
    [...others.toReversed(), champion].flatMap(({ templates }) => templates.map((one) => [one.key, one])),
  );
  const own = champion.templates.map(({ key }) => key);
  return [...new Set([...own, ...byKey.keys()])].flatMap((key) => byKey.get(key) ?? []);
}

/** A service at a site: its declarations, and with them its templates and its version, are the site's. Pure. */
export function runnableAtSite<T extends RunnableService & Pick<LoadedService, 'versionWith'>>(
  runnable: T,
  place: ServiceSite,
): T {
  const service = atSite(runnable.service, place);
  if (service === runnable.service) return runnable;
  const site = versionedSite(place);
  const declared = site === undefined ? service.features : { features: service.features, site };
  return { ...runnable, service, version: runnable.versionWith(declared) };
}

const isServed = (status: ServiceStatus): boolean => status === 'active' || status === 'silent';

/**
 * Demo mode activates all; with a configuration file a service is silent until the file says otherwise. A demonstration that
 * came with the program is not there at all until the file names it: nobody asked for it.
 */
const statusIn = (config: Config, id: string): ServiceStatus => {
  const unnamed = registeredServices.get(id)?.manifest.demoOnly === true ? 'draft' : 'silent';
  return config.demo ? 'active' : (config.services[id]?.status ?? unnamed);
};
