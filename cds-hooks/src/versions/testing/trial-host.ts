import type { CdsResponse, Evaluation } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import { readConfig } from '../../config/read-config.ts';
import type { Config, ServiceConfig } from '../../config/config.ts';
import { createServedLoader } from '../../load-served.ts';
import { callBody } from '../../testing/call-body.ts';
import { listen } from '../../testing/listen.ts';
import { readCase } from '../../testing/read-case.ts';
import { createTestHost, testInstant, type TestHost } from '../../testing/test-host.ts';
import { createLiveServices } from '../create-live-services.ts';
import { trialFolders, trialId, trialLoader, trialSource, type TrialFolders } from './trial-folder.ts';

/** A host over HTTP that serves what is in a drop-in directory, looked at by `look` only. */
export interface TrialHost {
  readonly host: TestHost;
  readonly folders: TrialFolders;
  /** Versions whose models are open. */
  readonly open: () => number;
  /** Looks twice, so that a folder that keeps still is loaded. */
  readonly look: () => Promise<void>;
  readonly configure: (service: ServiceConfig) => Promise<void>;
  /** With the chart of the case, or (`bare`) with a FHIR server to ask for it. */
  readonly call: (patientId?: string, how?: 'bare') => Promise<Called>;
  readonly readyz: () => Promise<string>;
  readonly evaluations: () => Promise<readonly Evaluation[]>;
  readonly close: () => Promise<void>;
}

export interface Called {
  readonly status: number;
  readonly id: string;
  readonly version: string;
  readonly cards: readonly unknown[];
}

const approved: ServiceConfig = { status: 'active', approvedBy: 'Committee', approvedOn: '2026-02-01' };
export const configOf = (service: Partial<ServiceConfig>): ServiceConfig => ({ ...approved, ...service });

export const trialCase = 'deteriorating.json';

/** Starts with what `prepare` puts into the directory. */
export async function startTrialHost(
  prepare: (folders: TrialFolders) => void,
  service: Partial<ServiceConfig> = {},
  { fhir }: { readonly fhir?: FhirClient } = {},
): Promise<TrialHost> {
  const folders = trialFolders();
  prepare(folders);
  const { load, open } = trialLoader();
  const host = await createTestHost(fhir === undefined ? {} : { fhir });
  host.setTime(readCase(trialSource, trialCase).asOf);
  const { store, metrics, log } = host;
  const loader = createServedLoader({ dataDirectory: folders.data, serviceDirectory: folders.drop, loadDropIn: load });
  const live = createLiveServices({ loader, store, metrics, log, now: () => new Date(testInstant) });
  const configWith = (one: ServiceConfig): Config => ({ ...readConfig({}), demo: false, services: { [trialId]: one } });
  const configure = async (one: ServiceConfig): Promise<void> => {
    const config = configWith(one);
    await live.use(await live.load(config), config);
  };
  await configure(configOf(service));
  const served: TestHost = {
    ...host,
    get services() {
      return live.services();
    },
    get versionProblems() {
      return live.problems();
    },
  };
  const { url, close } = await listen(served);
  return {
    host: served,
    folders,
    open,
    configure,
    look: async () => {
      await live.refresh();
      await live.refresh();
    },
    call: (patientId, how) => call(url, patientId, how),
    readyz: async () => (await fetch(`${url}/readyz`)).text(),
    evaluations: async () => {
      await host.background.idle();
      return store.listEvaluations({ service: trialId, limit: 1000 });
    },
    close: async () => {
      await close();
      await host.background.idle();
      await store.close();
      await loader.close();
      folders.clean();
    },
  };
}

async function call(url: string, patientId: string | undefined, how: 'bare' | undefined): Promise<Called> {
  const change = how === 'bare' ? { prefetch: {}, fhirServer: 'https://ehr.example.org/fhir' } : {};
  const body = JSON.stringify(callBody(trialSource, trialCase, change));
  const own: string = JSON.parse(body).context.patientId;
  const named =
    patientId === undefined
      ? body
      : body.replaceAll(`"${own}"`, `"${patientId}"`).replaceAll(`/${own}"`, `/${patientId}"`);
  const response = await fetch(`${url}/cds-services/${trialId}`, { method: 'POST', body: named });
  const answer: unknown = await response.json();
  const { cards = [], extension = {} } = answer as Partial<CdsResponse>;
  const { id = '', version = '' } = (extension['org.cardwright.evaluation'] ?? {}) as Partial<Called>;
  return { status: response.status, id, version, cards };
}
