import { randomUUID } from 'node:crypto';
import { createHttpFhirClient } from '@cardwright/fhir';
import { createClientAuthenticator } from './authentication/create-client-authenticator.ts';
import type { Config } from './config/config.ts';
import { engine } from './engine.ts';
import type { Host } from './host.ts';
import type { Parts } from './open-parts.ts';
import type { OpenedSources } from './open-sources.ts';
import { allowFhirServer } from './outbound/allow-fhir-server.ts';
import { fetchKeySet } from './outbound/fetch-key-set.ts';
import { createManagedKeys } from './subscriptions/manage/create-managed-keys.ts';
import { createTraffic } from './subscriptions/sweep/create-traffic.ts';
import { createSourceAuthenticator } from './subscriptions/create-source-authenticator.ts';

/** What one configuration makes of the parts of a process. */
export async function createHost(
  parts: Parts,
  { sources, keySet }: OpenedSources,
  config: Config,
  url: string,
): Promise<Host> {
  const { log, now, live, switches, store, metrics, tracing, fetch, background, assignmentKey } = parts;
  const { requestsDays } = config.retention;
  const { clients, limits, demo } = config;
  // Keys are not fetched on behalf of a call, so they are in no trace.
  const fetchJson = fetchKeySet(parts.outbound.fetch);
  const authenticate = await createClientAuthenticator({ clients, limits, demo, store, log, now, fetchJson });
  const authenticateSource = await createSourceAuthenticator({
    sources,
    limits,
    demo,
    log,
    now,
    fetchJson,
    managedKeys: createManagedKeys(store, () => performance.now()),
  });
  return {
    get services() {
      return switches.on(live.services());
    },
    get versionProblems() {
      return live.problems();
    },
    background,
    assignmentKey,
    ...(requestsDays === undefined ? {} : { retainRequestsDays: requestsDays }),
    sources,
    keySet,
    store,
    log,
    now,
    engine,
    limits,
    metrics,
    traffic: createTraffic({ store, metrics }),
    tracing,
    publicBaseUrl: config.publicBaseUrl ?? url,
    timeZone: config.site.timeZone,
    newUuid: randomUUID,
    authenticate,
    authenticateSource,
    fhirFor: (baseUrl, token, client) => {
      allowFhirServer(baseUrl, client, config);
      return createHttpFhirClient({ baseUrl, fetch, ...(token === undefined ? {} : { accessToken: token }) });
    },
  };
}
