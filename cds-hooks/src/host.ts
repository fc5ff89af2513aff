import type { Engine, ServiceStatus } from '@cardwright/cds-service';
import type { RunnableService } from '@cardwright/evaluation';
import type { PrefetchTemplate } from '@cardwright/features';
import type { FhirClient } from '@cardwright/fhir';
import type { Store } from '@cardwright/store';
import type { Logger } from 'pino';
import type { Limits, SourceConfig } from './config/config.ts';
import type { AuthenticatedClient, ClientAuthenticator } from './authentication/client-authenticator.ts';
import type { Metrics } from './metrics.ts';

/** A service as this process serves it. */
export interface ServedService extends RunnableService {
  readonly status: ServiceStatus;
  /** Derived from the declared features, once. */
  readonly templates: readonly PrefetchTemplate[];
}

/** Where notifications come from and assessments go to. */
export interface Source extends SourceConfig {
  readonly id: string;
  readonly fhir: FhirClient;
}

/** What both doors are given; made in `serve.ts`. Clock, ids and network are arguments. */
export interface Host {
  /** Services that are `active` or `silent`; `draft` and `retired` answer 404. */
  readonly services: ReadonlyMap<string, ServedService>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly engine: Engine;
  readonly limits: Limits;
  /** Base URL under which clients reach us; links on cards stand on it. */
  readonly publicBaseUrl: string;
  /** IANA time zone of the site: the day of a date without a zone. */
  readonly timeZone: string;
  readonly now: () => Date;
  readonly newUuid: () => string;
  /** Says which CDS client calls; `undefined` when authentication is off. */
  readonly authenticate: ClientAuthenticator;
  /** A client for the FHIR server that a hook call names. Error: `bad-request` when the caller may not name that server. */
  readonly fhirFor: (
    baseUrl: string,
    accessToken: string | undefined,
    client: AuthenticatedClient | undefined,
  ) => FhirClient;
}
