import { randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import type { Logger } from 'pino';
import type { Config, SourceConfig } from './config/config.ts';
import type { ServedService, Source } from './host.ts';
import { patientRetries } from './outbound/patient-retries.ts';
import { createSourceClient } from './outbound/smart/create-source-client.ts';
import { deriveScopeNeeds } from './outbound/smart/derive-scope-needs.ts';
import type { SigningKey } from './outbound/smart/load-signing-key.ts';
import { publishKeySet } from './outbound/smart/publish-key-set.ts';
import type { ScopeNeeds } from './outbound/smart/scope-needs.ts';

export interface OpenSourcesOptions {
  readonly config: Pick<Config, 'sources'>;
  /** What is served now: it decides what tokens are asked for. */
  readonly services: () => Iterable<ServedService>;
  /** The guarded one. */
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly log: Logger;
  /** The embedded server of demo mode. */
  readonly more?: Source | undefined;
}

/** The configured sources by their id, and the public keys that prove us to their authorization servers. */
export interface OpenedSources {
  readonly sources: ReadonlyMap<string, Source>;
  readonly keySet: { readonly keys: readonly JWK[] };
}

/** Nothing is sent yet. Error: `bad-argument` for a private key that cannot be used. */
export async function openSources(options: OpenSourcesOptions): Promise<OpenedSources> {
  const opened = await Promise.all(
    Object.entries(options.config.sources).map(([id, source]) => openSource(id, source, options)),
  );
  const all = [...opened.map(({ source }) => source), ...(options.more ? [options.more] : [])];
  return {
    sources: new Map(all.map((source) => [source.id, source])),
    keySet: publishKeySet(opened.flatMap(({ keys }) => keys)),
  };
}

async function openSource(
  id: string,
  source: SourceConfig,
  { services, fetch, now, log }: OpenSourcesOptions,
): Promise<{ readonly source: Source; readonly keys: readonly SigningKey[] }> {
  let notGranted: readonly string[] = [];
  let isWritten = false;
  const { fhir, keys } = await createSourceClient({
    ...source,
    fetch,
    now,
    newUuid: randomUUID,
    retry: patientRetries,
    needs: () => needsOf(services(), source, isWritten),
    onIssued: ({ asked, missing }) => {
      if (missing.join(' ') !== notGranted.join(' '))
        log.warn({ source: id, asked, missing }, 'the authorization server grants not all that the services need');
      notGranted = missing;
    },
  });
  const askForWrites = (): void => void (isWritten = true);
  return { source: { ...source, id, fhir, askForWrites, notGranted: () => notGranted }, keys };
}

/** What is published of an active service; `shared/audit` makes them. */
const publishedTypes = ['RiskAssessment', 'GuidanceResponse', 'Device', 'Provenance', 'Flag', 'Task'];

/** Of the services that listen to notifications: no other reads a source. A silent one writes nothing, unless something is to be withdrawn. */
function needsOf(services: Iterable<ServedService>, { capabilities }: SourceConfig, isWritten: boolean): ScopeNeeds {
  const listening = [...services].filter(({ service }) => service.manifest.notifications.length > 0);
  const versions = listening.flatMap((one) => [
    one,
    ...(one.challengers ?? []),
    ...(one.canary ? [one.canary.version] : []),
  ]);
  return deriveScopeNeeds(
    versions.flatMap(({ templates }) => templates),
    {
      writes: isWritten || versions.some(({ status }) => status === 'active') ? publishedTypes : [],
      subscribes: capabilities.subscription !== 'none',
    },
  );
}
