import { randomUUID } from 'node:crypto';
import type { Router } from 'express';
import { createHttpFhirClient } from '@cardwright/fhir';
import { createFhirServer, loadDemoPatients, type FhirServer } from '@cardwright/fhir-server';
import { join } from 'node:path';
import type { Config, SourceFile } from './config/config.ts';
import { readSource } from './config/read-source.ts';
import type { Source } from './host.ts';

/** The embedded FHIR server with our synthetic patients, subscribed to by door 2. */
export interface Demo {
  readonly handler: Router;
  readonly source: Source;
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Managed by us. The patients are there before anybody listens: what they had until then is nobody's news. */
const demoSource = (url: string): SourceFile => ({
  fhirServer: `${url}/fhir`,
  manage: true,
  notifyBaseUrl: url,
  backfillHours: 0,
  overlapSeconds: 0,
});

/** Until there was a manager, a demo wrote this one; in the data of such a demo it would be sent to a key that nobody knows. */
const formerSubscription = 'cardwright-demo';

async function removeFormer({ repository }: FhirServer): Promise<void> {
  if (repository.has('Subscription', formerSubscription))
    await repository.deleteResource('Subscription', formerSubscription);
}

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
  await removeFormer(server);
  await loadDemoPatients(server.repository, now().toISOString());
  const fhir = createHttpFhirClient({ baseUrl: `${url}/fhir`, fetch });
  return {
    handler: server.handler,
    source: { ...readSource('demo', demoSource(url), '.'), id: 'demo', fhir },
    idle: server.idle,
    close: server.close,
  };
}
