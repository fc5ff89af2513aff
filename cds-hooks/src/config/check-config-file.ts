import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { CdsService } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { registeredServices } from '../load-services.ts';
import { findVersionFolders } from '../versions/find-version-folders.ts';
import type { ClientConfig, Config, ConfigFile, ServiceConfig } from './config.ts';
import { didYouMean } from './closest-name.ts';
import { isLoopback } from './is-loopback.ts';
import { overlayProblems } from './overlay-problems.ts';

type Service = CdsService<FeatureDeclarations>;

/**
 * What a schema cannot say of a configuration file: one sentence a problem, with the path, never a secret.
 * `config` is the same file with its defaults, paths resolved and the environment's host.
 */
export function checkConfigFile(
  file: ConfigFile,
  config: Config,
  services: ReadonlyMap<string, Service> = registeredServices,
): readonly string[] {
  return [
    ...tlsProblems(config),
    ...publicBaseUrlProblems(file, config),
    ...timeZoneProblems(config.site.timeZone),
    ...clientProblems(config.clients),
    ...sourceProblems(config.sources),
    ...managementProblems(file.sources ?? {}, config.sources),
    ...Object.entries(config.services).flatMap(([id, service]) =>
      // What a drop-in folder allows is told when it is loaded: it may come and change while we run.
      (isDropIn(id, config, services) ? dayProblems(service) : serviceProblems(id, service, services)).map(
        (problem) => `/services/${id}${problem}`,
      ),
    ),
  ];
}

function tlsProblems({ tls, trustProxy, allowUnauthenticated, host }: Config): readonly string[] {
  if (tls === undefined) {
    // Who says that a gateway authenticates clients says that there is a gateway.
    if (trustProxy || allowUnauthenticated || isLoopback(host)) return [];
    return ['/listen/host: is not a loopback address; expected "tls", or "trustProxy" where a proxy ends TLS'];
  }
  const unreadable = (['certificateFile', 'keyFile'] as const).filter((name) => !isReadable(tls[name]));
  if (unreadable.length > 0) return unreadable.map((name) => `/tls/${name}: the file cannot be read`);
  try {
    createSecureContext({ cert: readFileSync(tls.certificateFile), key: readFileSync(tls.keyFile) });
    return [];
  } catch {
    return ['/tls: expected a PEM certificate and the private key that belongs to it'];
  }
}

function isReadable(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}

function publicBaseUrlProblems({ trustProxy }: ConfigFile, { publicBaseUrl }: Config): readonly string[] {
  if (publicBaseUrl === undefined)
    return trustProxy === true
      ? ['/trustProxy: expected "publicBaseUrl" too: behind a proxy our own address means nothing']
      : [];
  if (!URL.canParse(publicBaseUrl)) return ['/publicBaseUrl: expected an absolute URL'];
  const { protocol, hostname } = new URL(publicBaseUrl);
  return protocol === 'https:' || isLoopback(hostname) ? [] : ['/publicBaseUrl: expected https outside loopback'];
}

function timeZoneProblems(timeZone: string): readonly string[] {
  const wrong = '/site/timeZone: expected an IANA time zone such as "Europe/Amsterdam" or "UTC"';
  // Offsets pass Intl, but know no summer time.
  if (!/^[A-Za-z]/.test(timeZone)) return [wrong];
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return [];
  } catch {
    return [`${wrong}${didYouMean(timeZone, Intl.supportedValuesOf('timeZone'))}`];
  }
}

/** Members of a JSON Web Key that only the client itself may hold (RFC 7518 §6). */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

function clientProblems(clients: Readonly<Record<string, ClientConfig>>): readonly string[] {
  const holders = new Map<string, string>();
  return Object.entries(clients).flatMap(([name, { issuer, jwks }]) => {
    const other = holders.get(issuer);
    holders.set(issuer, name);
    const holdsPrivate = jwks?.keys.some((key) => privateMembers.some((member) => member in key)) === true;
    return [
      ...(other === undefined ? [] : [`/clients/${name}/issuer: is also the issuer of "${other}"`]),
      ...(holdsPrivate ? [`/clients/${name}/jwks: holds a private key; expected public keys only`] : []),
    ];
  });
}

/** A token, and what proves us, travel by https only. Whether a key file holds a key is told at the start, when it is read. */
function sourceProblems(sources: Config['sources']): readonly string[] {
  const files = new Map<string, string>();
  return Object.entries(sources).flatMap(([name, { fhirServer, smart }]) => {
    if (smart === undefined) return [];
    const isOpen = (url: string) => !isSecure(url);
    const keys = smart.keys.flatMap(({ privateKeyFile, kid }, index) => {
      const other = kid === undefined ? undefined : files.get(kid);
      if (kid !== undefined) files.set(kid, privateKeyFile);
      const where = `/sources/${name}/smart/keys/${index}`;
      return [
        ...(isReadable(privateKeyFile) ? [] : [`${where}/privateKeyFile: the file cannot be read`]),
        ...(other === undefined || other === privateKeyFile ? [] : [`${where}/kid: also names another key`]),
      ];
    });
    return [
      ...(isOpen(fhirServer) ? [`/sources/${name}/fhirServer: expected https, because tokens are sent there`] : []),
      ...(smart.tokenUrl !== undefined && isOpen(smart.tokenUrl)
        ? [`/sources/${name}/smart/tokenUrl: expected https outside loopback`]
        : []),
      ...keys,
    ];
  });
}

/** Nobody could send to a source without keys; and a Subscription that we are to write must be one that we can. */
function managementProblems(files: NonNullable<ConfigFile['sources']>, sources: Config['sources']): readonly string[] {
  return Object.entries(sources).flatMap(([name, { manage, capabilities, criteria, topics }]) => {
    const problem = (text: string): readonly string[] => [`/sources/${name}${text}`];
    if (!manage)
      return files[name]?.authentication === undefined ? problem(': expected "authentication", or "manage"') : [];
    if (capabilities.subscription === 'none')
      return problem('/manage: this profile has no Subscription that could be written from here');
    const isByTopic = ['r4-backport', 'r4b-backport', 'r5'].includes(capabilities.subscription);
    const type = criteria?.split('?', 1)[0] ?? '';
    const isMissing = Object.keys(topics).length === 0 || (criteria !== undefined && topics[type] === undefined);
    return isByTopic && isMissing ? problem('/topics: expected the topic of each resource type') : [];
  });
}

function isSecure(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && (url.protocol === 'https:' || isLoopback(url.hostname));
}

function serviceProblems(id: string, config: ServiceConfig, services: ReadonlyMap<string, Service>): readonly string[] {
  const service = services.get(id);
  if (service === undefined) {
    const near = didYouMean(id, services.keys());
    return [`: there is no such service${near === '' ? `; there are ${[...services.keys()].join(', ')}` : near}`];
  }
  return [
    ...dayProblems(config),
    ...(config.status === 'active' && service.manifest.demoOnly === true
      ? ['/status: this service is for demonstration only and can never be active']
      : []),
    ...(config.overlay === undefined ? [] : overlayProblems(service, config.overlay)).map(
      (problem) => `/overlay${problem}`,
    ),
  ];
}

const isDropIn = (id: string, { serviceDirectory }: Config, builtIn: ReadonlyMap<string, Service>): boolean =>
  serviceDirectory !== undefined &&
  !builtIn.has(id) &&
  findVersionFolders(serviceDirectory).some((version) => version.id === id);

const dayProblems = ({ approvedOn }: ServiceConfig): readonly string[] =>
  approvedOn === undefined || isDay(approvedOn) ? [] : ['/approvedOn: expected a day of the calendar, YYYY-MM-DD'];

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
