import { randomBytes, randomUUID } from 'node:crypto';
import type { Router } from 'express';
import { createHttpFhirClient } from '@cardwright/fhir';
import { createFhirServer, loadDemoPatients } from '@cardwright/fhir-server';
import { join } from 'node:path';
import type { Config, SourceFile } from './config/config.ts';
import { readSource } from './config/read-source.ts';
import type { Source } from './host.ts';

/** The embedded FHIR server with our synthetic patients, subscribed to by door 2. */
export interface Demo {
  readonly handler: Router;
  readonly source: Source;
  /** Creates the subscription; call when the endpoint answers. */
  readonly subscribe: () => Promise<void>;
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const vitalSigns = 'Observation?category=vital-signs';

const demoSource = (url: string, key: string): SourceFile => ({
  fhirServer: `${url}/fhir`,
  criteria: vitalSigns,
  authentication: { pathKey: { secrets: [key] } },
});

/** Opens the demo on the host's own listener. State lives under the data directory. */
export async function openDemo(options: {
  readonly url: string;
  readonly config: Config;
  readonly now: () => Date;
}): Promise<Demo> {
  const { url, config, now } = options;
  const server = createFhirServer({
    baseUrl: `${url}/fhir`,
    dataDir: join(config.dataDirectory, 'fhir'),
    now,
    newId: randomUUID,
  });
  await loadDemoPatients(server.repository, now().toISOString());
  const fhir = createHttpFhirClient({ baseUrl: `${url}/fhir`, fetch });
  // A fresh secret at every start; the subscription is replaced with it.
  const key = randomBytes(16).toString('hex');
  return {
    handler: server.handler,
    source: { ...readSource('demo', demoSource(url, key), '.'), id: 'demo', fhir },
    subscribe: async () => {
      await fhir.update(
        {
          resourceType: 'Subscription',
          id: 'cardwright-demo',
          status: 'requested',
          reason: 'Vital signs for the early warning score',
          criteria: vitalSigns,
          channel: {
            type: 'rest-hook',
            endpoint: `${url}/subscriptions/demo/${key}`,
            payload: 'application/fhir+json',
          },
        },
        AbortSignal.timeout(5_000),
      );
    },
    idle: server.idle,
    close: server.close,
  };
}
