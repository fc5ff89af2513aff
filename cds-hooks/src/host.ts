import type { Engine, ServiceStatus } from '@cardwright/cds-service';
import type { PrefetchTemplate } from '@cardwright/features';
import type { FhirClient } from '@cardwright/fhir';
import type { Store } from '@cardwright/store';
import type { JWK } from 'jose';
import type { Logger } from 'pino';
import type { Limits, SourceConfig } from './config/config.ts';
import type { AuthenticatedClient, ClientAuthenticator } from './authentication/client-authenticator.ts';
import type { LoadedService } from './load-folder.ts';
import type { Metrics } from './metrics.ts';
import type { SourceAuthenticator } from './subscriptions/create-source-authenticator.ts';
import type { Tracing } from './tracing/tracing.ts';
import type { Traffic } from './subscriptions/sweep/create-traffic.ts';
import type { Background } from './versions/create-background.ts';
import type { VersionProblem } from './versions/version-pool.ts';

/** One version of a service as this process serves it. */
export interface ServedVersion extends LoadedService {
  readonly status: ServiceStatus;
  /** Derived from the declared features, once. */
  readonly templates: readonly PrefetchTemplate[];
  /** Name of its folder. */
  readonly label?: string;
  /** Keys under which discovery lists another query than this version's: what comes there does not answer ours. */
  readonly otherwiseAsked?: ReadonlySet<string>;
}

/** A service as this process serves it: the version that answers, and what runs beside it. */
export interface ServedService extends ServedVersion {
  /** The queries that discovery lists, where other versions add to this one's. */
  readonly advertised?: readonly PrefetchTemplate[];
  /** Evaluated and recorded after the answer, never shown. */
  readonly challengers?: readonly ServedVersion[];
  /** Answers this share of the patients instead. */
  readonly canary?: { readonly percent: number; readonly version: ServedVersion };
}

/** Where notifications come from and assessments go to. */
export interface Source extends SourceConfig {
  readonly id: string;
  readonly fhir: FhirClient;
  /** From here on tokens are asked for that allow writing, although no service publishes: something is to be withdrawn. */
  readonly askForWrites?: () => void;
  /** Scopes that the services need there and its authorization server does not grant. */
  readonly notGranted?: () => readonly string[];
}

/** What both doors are given; made in `serve.ts`. Clock, ids and network are arguments. */
export interface Host {
  /** Services that are `active` or `silent`; `draft` and `retired` answer 404. */
  readonly services: ReadonlyMap<string, ServedService>;
  /** Versions that do not do what somebody may expect of them; `/readyz` tells. */
  readonly versionProblems: readonly VersionProblem[];
  /** Assigns patients to versions; never logged. */
  readonly assignmentKey: Uint8Array;
  /** Work that nobody waits for: challengers. */
  readonly background: Background;
  /** Days for which the data of calls are kept; absent: they are not. */
  readonly retainRequestsDays?: number;
  readonly sources: ReadonlyMap<string, Source>;
  /** Our public keys, for the authorization servers of the sources. */
  readonly keySet: { readonly keys: readonly JWK[] };
  readonly store: Store;
  readonly metrics: Metrics;
  /** What comes from the sources, so that it is seen when nothing does. */
  readonly traffic: Traffic;
  readonly tracing: Tracing;
  readonly log: Logger;
  readonly engine: Engine;
  readonly limits: Limits;
  /** Base URL under which clients reach us; links on cards stand on it. */
  readonly publicBaseUrl: string;
  /** IANA time zone of the site: the day of a date without a zone. */
  readonly timeZone: string;
  readonly now: () => Date;
  readonly newUuid: () => string;
  /** Says which source sent a notification. */
  readonly authenticateSource: SourceAuthenticator;
  /** Says which CDS client calls; `undefined` when authentication is off. */
  /** Absent where no client is registered. */
  readonly authenticate?: ClientAuthenticator | undefined;
  /** A client for the FHIR server that a hook call names. Error: `bad-request` when the caller may not name that server. */
  readonly fhirFor: (
    baseUrl: string,
    accessToken: string | undefined,
    client: AuthenticatedClient | undefined,
  ) => FhirClient;
}
