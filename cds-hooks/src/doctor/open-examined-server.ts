import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CardwrightError } from '@cardwright/cds-service';
import type { PrefetchTemplate } from '@cardwright/features';
import { createHttpFhirClient, type FhirClient } from '@cardwright/fhir';
import type { Config } from '../config/config.ts';
import { checkOutboundUrl } from '../outbound/check-outbound-url.ts';
import { patientRetries } from '../outbound/patient-retries.ts';
import { createSourceClient } from '../outbound/smart/create-source-client.ts';
import { deriveScopeNeeds } from '../outbound/smart/derive-scope-needs.ts';

export interface ExaminedServerOptions {
  readonly server: string | undefined;
  /** Id of a configured source. */
  readonly source: string | undefined;
  readonly tokenFile: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: Pick<Config, 'sources'>;
  readonly templates: readonly PrefetchTemplate[];
  readonly fetch: typeof fetch;
  readonly onMissing: (scopes: readonly string[]) => void;
}

/** A search for patients, besides what the services ask. */
const findPatients: PrefetchTemplate = { key: 'patients', template: 'Patient?', resourceType: 'Patient', features: [] };

/**
 * The client that a running host would use for this server, with leave to read only. Error: `bad-argument` unless one server is named,
 * by a URL (https, or this machine) or as a configured source.
 */
export async function openExaminedServer(options: ExaminedServerOptions): Promise<FhirClient> {
  const { server, source: id, config, templates, fetch } = options;
  if ((server === undefined) === (id === undefined))
    throw new CardwrightError('bad-argument', 'Give --server <url> or --source <id>.');
  if (server !== undefined) {
    checkOutboundUrl(server, 'bad-argument', { query: false });
    const accessToken = readToken(options);
    return createHttpFhirClient({
      baseUrl: server,
      fetch,
      retry: patientRetries,
      ...(accessToken !== undefined && { accessToken }),
    });
  }
  const source = config.sources[id ?? ''];
  if (source === undefined)
    throw new CardwrightError('bad-argument', `There is no source "${id}" in the configuration (CARDWRIGHT_CONFIG).`);
  const needs = deriveScopeNeeds([...templates, findPatients], { writes: [], subscribes: false });
  const { fhir } = await createSourceClient({
    ...source,
    fetch,
    retry: patientRetries,
    needs: () => needs,
    now: () => new Date(),
    newUuid: randomUUID,
    onIssued: ({ missing }) => options.onMissing(missing),
  });
  return fhir;
}

/** From a file, else from the environment: never from an argument, which others on this machine can read. */
function readToken({ tokenFile, env }: ExaminedServerOptions): string | undefined {
  if (tokenFile === undefined) return env['CARDWRIGHT_FHIR_TOKEN'];
  try {
    return readFileSync(tokenFile, 'utf8').trim();
  } catch {
    throw new CardwrightError('bad-argument', `The token file ${tokenFile} cannot be read.`);
  }
}
