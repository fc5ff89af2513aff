import { CardwrightError, type ServiceStatus } from '@cardwright/cds-service';
import { derivePrefetch } from '@cardwright/features';
import { createMemoryFhirClient, type FhirClient } from '@cardwright/fhir';
import { disableTelemetry } from '@cardwright/scoring';
import { openSqliteStore } from '@cardwright/store';
import { pino } from 'pino';
import type { Resource } from '@medplum/fhirtypes';
import { readConfig } from '../config/read-config.ts';
import { engine } from '../engine.ts';
import type { Host, ServedService, Source } from '../host.ts';
import { loadService, registeredServices } from '../load-services.ts';
import { createMetrics } from '../metrics.ts';
import { createManagedKeys } from '../subscriptions/manage/create-managed-keys.ts';
import { createTraffic } from '../subscriptions/sweep/create-traffic.ts';
import { createSourceAuthenticator } from '../subscriptions/create-source-authenticator.ts';
import { noTracing } from '../tracing/no-tracing.ts';
import type { Tracing } from '../tracing/tracing.ts';
import { createBackground } from '../versions/create-background.ts';

/** The instant of most cases. */
export const testInstant = '2026-03-02T09:00:00.000Z';

export interface TestHost extends Host {
  /** What pino wrote, one JSON text a line. */
  readonly logged: string[];
  /** Moves the clock. */
  readonly setTime: (instant: string) => void;
}

export interface TestHostOptions {
  /** These services and no others; default all that are registered. */
  readonly only?: readonly string[];
  readonly statuses?: Readonly<Record<string, ServiceStatus>>;
  readonly change?: (served: ServedService) => ServedService;
  readonly sources?: readonly Source[];
  readonly fhir?: FhirClient;
  readonly limits?: Partial<Host['limits']>;
  /** Default: one of its own, in memory. */
  readonly store?: Host['store'];
  /** Ids count from here, where hosts share a store. */
  readonly idsFrom?: number;
  readonly tracing?: Tracing;
}

let loading: Promise<readonly ServedService[]> | undefined;

async function loadAll(): Promise<readonly ServedService[]> {
  disableTelemetry();
  return Promise.all(
    [...registeredServices.values()].map(async ({ manifest, features }) => ({
      ...(await loadService(manifest.id)),
      status: 'active' as const,
      templates: derivePrefetch(features),
    })),
  );
}

/** A host with the real services, models and store (in memory), a clock that stands still and ids that count. */
export async function createTestHost(options: TestHostOptions = {}): Promise<TestHost> {
  const { only, statuses = {}, change = (served) => served, sources = [], fhir, limits = {} } = options;
  const { tracing = noTracing } = options;
  const loaded = await (loading ??= loadAll());
  const services = loaded
    .filter(({ service }) => only?.includes(service.manifest.id) ?? true)
    .map((served) => change({ ...served, status: statuses[served.service.manifest.id] ?? 'active' }))
    .map((served): [string, ServedService] => [served.service.manifest.id, served]);
  const logged: string[] = [];
  const log = pino({ base: null, level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const limitsHere = { ...readConfig({}).limits, maxBodyBytes: 1024 * 1024, ...limits };
  const sourcesById = new Map(sources.map((source) => [source.id, source]));
  let time = testInstant;
  let count = options.idsFrom ?? 0;
  const now = () => new Date(time);
  const fetchJson = () => Promise.reject(new Error('This host fetches no keys.'));
  const store = options.store ?? openSqliteStore({ file: ':memory:' });
  const metrics = createMetrics({ processMetrics: false });
  return {
    services: new Map(services),
    sources: sourcesById,
    authenticateSource: await createSourceAuthenticator({
      sources: sourcesById,
      limits: limitsHere,
      demo: false,
      log,
      now,
      fetchJson,
      managedKeys: createManagedKeys(store, () => performance.now()),
    }),
    keySet: { keys: [] },
    versionProblems: [],
    assignmentKey: new Uint8Array(32),
    background: createBackground(16),
    store,
    metrics,
    traffic: createTraffic({ store, metrics }),
    tracing,
    log,
    engine,
    limits: limitsHere,
    timeZone: 'UTC',
    publicBaseUrl: 'http://127.0.0.1:3000',
    now,
    newUuid: () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`,
    fhirFor: () => {
      if (fhir === undefined) throw new CardwrightError('bad-request', 'This host allows no FHIR server.');
      return fhir;
    },
    logged,
    setTime: (instant) => {
      time = instant;
    },
  };
}

/** A FHIR server in memory with the host's instant. */
export function createTestFhir(resources: readonly Resource[]): FhirClient {
  let count = 0;
  return createMemoryFhirClient({ resources, now: () => testInstant, newId: () => `new-${(count += 1)}` });
}
