import type { ServiceStatus } from '@cardwright/cds-service';
import type { Code } from '@cardwright/fhir';
import type { Window } from '@cardwright/features';
import type { StoreSettings } from '@cardwright/store';
import type { SourceCapabilities } from '../subscriptions/source-capabilities.ts';
import type { SmartConfig } from '../outbound/smart/smart-config.ts';
import type { SourceProfile } from '../subscriptions/source-profiles.ts';

/** One secret, or two while they are rotated: the newest first. Each at least 16 characters. */
export interface Secrets {
  readonly secrets: readonly string[];
}

/** How a source proves itself: all that is here must hold for a notification to be taken. */
export interface SourceAuthentication<S = Secrets> {
  /** The unguessable segment of the endpoint's path. */
  readonly pathKey: S;
  /** A header that carries one of the secrets. */
  readonly header?: S & { readonly name: string };
  /** Medplum: `X-Signature`, hex HMAC-SHA256 of the raw body. */
  readonly xSignature?: S;
  /** WebSub, athenahealth: `X-Hub-Signature: sha256=` and the same in hex. */
  readonly xHubSignature?: S;
  /** `Authorization: Bearer` and one of the secrets. */
  readonly bearerToken?: S;
  readonly bearerJwt?: SourceJwt;
}

/** A JWT as bearer token, good until it expires. Exactly one of `jwksUrl` and `jwks`. */
export interface SourceJwt extends Pick<
  ClientConfig,
  'issuer' | 'jwksUrl' | 'jwks' | 'algorithms' | 'maxLifetimeSeconds'
> {
  /** One of them is its `aud`. */
  readonly audiences: readonly string[];
}

/** A FHIR server that notifies us and receives our write-back. */
export interface SourceConfig {
  readonly profile: SourceProfile;
  /** Those of the profile, with what the site overrides. */
  readonly capabilities: SourceCapabilities;
  readonly authentication: SourceAuthentication;
  /** Base URL of the server that is read and written. */
  readonly fhirServer: string;
  /** One search instead of those that follow from what the listening services read. */
  readonly criteria?: string;
  /** Our Subscriptions there are made and kept by us. */
  readonly manage: boolean;
  /** Where this source reaches us; absent: `publicBaseUrl`. */
  readonly notifyBaseUrl?: string;
  /** Topics by resource type, for topic-based Subscriptions. */
  readonly topics: Readonly<Record<string, string>>;
  readonly topicFilter: 'query' | 'parameter' | 'none';
  /** Age at which keys and secrets of our making are replaced. */
  readonly secretDays: number;
  readonly sweepMinutes: number;
  /** So much of what was swept is swept again. */
  readonly overlapSeconds: number;
  /** How far back the first sweep looks. */
  readonly backfillHours: number;
  /** Longer silence is an alarm; absent: never. */
  readonly maxQuietMinutes?: number;
  /** Notifications a minute; more are answered 503. */
  readonly ratePerMinute: number;
  /** How we get tokens for it; absent: it asks for none. */
  readonly smart?: SmartConfig;
}

/** A CDS client that may call. Exactly one of `jwksUrl`, `jwks` and `jku` says where its keys are. */
export interface ClientConfig {
  /** `iss` of its JWTs. */
  readonly issuer: string;
  readonly jwksUrl?: string;
  readonly jwks?: { readonly keys: readonly JsonWebKeyConfig[] };
  readonly jku?: readonly string[];
  /** Accepted `aud` values besides the endpoint's own URL. */
  readonly audiences?: readonly string[];
  readonly tenants?: readonly string[];
  /** Base URLs that it may send as `fhirServer`. */
  readonly fhirServers?: readonly string[];
  readonly profile?: 'standard' | 'epic' | 'oracle';
  readonly ratePerMinute?: number;
  /** JWS algorithms; never `none` or HMAC. */
  readonly algorithms?: readonly string[];
  readonly maxLifetimeSeconds?: number;
}

/** A public JSON Web Key (RFC 7517). */
export interface JsonWebKeyConfig {
  readonly kty: string;
  readonly [member: string]: unknown;
}

/** Whom a service's cards are for; a member that is absent lets everybody in. */
export interface AudienceConfig {
  /** Resource types of `userId`. */
  readonly roles?: readonly string[];
  /** `Location/<id>` or `Organization/<id>` of the encounter. */
  readonly units?: readonly string[];
  /** v3-ActCode classes of the encounter. */
  readonly encounterClasses?: readonly string[];
}

/** What a site changes in a service's content; part of the service's version. */
export interface SiteOverlay {
  /** Local codes by the id of the value set that they are added to. */
  readonly valueSets?: Readonly<Record<string, readonly Code[]>>;
  /** Windows by the name of the feature; each replaces the published one. */
  readonly windows?: Readonly<Record<string, Window>>;
  /** Numbers by the name under which the service declares them overridable, in the declared unit. */
  readonly thresholds?: Readonly<Record<string, number>>;
}

/** What a service may do at this site. */
export interface ServiceConfig {
  readonly status: ServiceStatus;
  readonly approvedBy?: string;
  /** YYYY-MM-DD. */
  readonly approvedOn?: string;
  /** Printed on every card. */
  readonly ownerContact?: string;
  /** Hours of quiet after feedback; absent: those of `service.json`. */
  readonly quietHours?: number;
  /** False: the Flag or Task of `service.json` is not raised here. */
  readonly raises?: boolean;
  /** How long a threshold must not have been met before its Flag or Task is taken back; absent: that of `service.json`. */
  readonly releaseMinutes?: number;
  readonly audience?: AudienceConfig;
  readonly overlay?: SiteOverlay;
  /** Versions on trial, by label or content hash: evaluated and recorded beside the one that answers, never shown. */
  readonly challengers?: readonly string[];
  /** A version that answers a share of the patients, by label or content hash. */
  readonly canary?: { readonly version: string; readonly percent: number };
}

/** How long what is stored is kept. */
export interface RetentionConfig {
  /** Days for which evaluations are kept, with their cards; absent: for good. */
  readonly evaluationsDays?: number;
  /** Days for which feedback is kept; absent: for good. */
  readonly feedbackDays?: number;
  /** Days for which the bodies of processed notifications are kept; absent: 7. */
  readonly inboxDays?: number;
  /** Days for which is known which version of a resource was last seen; absent: 400. What advice rests on that stands is known for longer. */
  readonly sightingsDays?: number;
  /** Days for which the data of each call are kept; absent: they are not. */
  readonly requestsDays?: number;
}

/** Facts of the site. */
export interface SiteConfig {
  /** IANA name. */
  readonly timeZone: string;
  readonly displayUnits: 'conventional' | 'si';
}

/** Limits; units end the names. Meanings, defaults and bounds: `config.schema.json`. */
export interface Limits {
  readonly maxBodyBytes: number;
  readonly maxJsonDepth: number;
  readonly maxResources: number;
  readonly maxPages: number;
  readonly maxConcurrentCalls: number;
  /** The one deadline of a hook call. */
  readonly deadlineMs: number;
  readonly requestTimeoutMs: number;
  readonly clockSkewMs: number;
  readonly maxTokenLifetimeMs: number;
  /** How long open calls may take to end after SIGTERM. */
  readonly drainMs: number;
  /** How long a patient who was notified waits for more, and the most that this may come to. */
  readonly debounceMs: number;
  readonly maxDebounceMs: number;
}

/** Where traces go; see `docs/operations.md`. */
export interface TracingConfig {
  /** Base URL of an OTLP collector that takes HTTP. */
  readonly endpoint: string;
  /** Share of the traces that begin here and are kept, 0 to 1. */
  readonly sampleRatio: number;
  readonly serviceName: string;
}

/** Which part of the work a process does; see `Config.role`. */
export const roles = ['all', 'api', 'worker'] as const;
export type Role = (typeof roles)[number];

/** Everything the host reads from outside: the environment and one file. */
export interface Config {
  /** `api` accepts at both doors, `worker` works off what door 2 accepted and answers health and metrics, `all` does both. */
  readonly role: Role;
  /** Which database, and what seals what is stored there. */
  readonly store: StoreSettings;
  /** Absent: nothing is traced and nothing is sent. */
  readonly tracing?: TracingConfig;
  readonly host: string;
  readonly port: number;
  /** Demo mode: every service active, the embedded FHIR server and our synthetic patients at /fhir. */
  readonly demo: boolean;
  /** Where the database, the switches and the embedded FHIR server keep their state. */
  readonly dataDirectory: string;
  /** Serve without client authentication on an address other than loopback. */
  readonly allowUnauthenticated: boolean;
  /** Absolute paths of PEM files. */
  readonly tls?: { readonly certificateFile: string; readonly keyFile: string };
  /** A proxy in front of us ends TLS. */
  readonly trustProxy: boolean;
  /** URL under which clients reach us, without a slash at its end. */
  readonly publicBaseUrl?: string;
  readonly cors: { readonly origins: readonly string[] };
  readonly site: SiteConfig;
  readonly limits: Limits;
  readonly clients: Readonly<Record<string, ClientConfig>>;
  /** Base URLs that a hook may send us to besides loopback in demo mode. */
  readonly fhirServers: readonly string[];
  readonly sources: Readonly<Record<string, SourceConfig>>;
  readonly services: Readonly<Record<string, ServiceConfig>>;
  /** Absolute path of the drop-in directory: services without code, a folder each. */
  readonly serviceDirectory?: string;
  readonly retention: RetentionConfig;
}

/** The file as it is written: everything is optional, secrets may be in files of their own. */
export interface ConfigFile extends Partial<
  Pick<
    Config,
    'tls' | 'trustProxy' | 'publicBaseUrl' | 'clients' | 'fhirServers' | 'services' | 'serviceDirectory' | 'retention'
  >
> {
  readonly listen?: { readonly host?: string; readonly port?: number };
  readonly cors?: { readonly origins?: readonly string[] };
  readonly site?: Partial<SiteConfig>;
  readonly limits?: Partial<Limits>;
  readonly sources?: Readonly<Record<string, SourceFile>>;
}

/** Secrets as they are written: in the file, or in files of their own. */
export interface SecretsFile extends Partial<Secrets> {
  readonly secretFiles?: readonly string[];
}

/** Members of a source that have a default. */
export type SourceDefaults = Pick<
  SourceConfig,
  | 'ratePerMinute'
  | 'manage'
  | 'topics'
  | 'topicFilter'
  | 'secretDays'
  | 'sweepMinutes'
  | 'overlapSeconds'
  | 'backfillHours'
>;

/** A source as it is written. */
export interface SourceFile
  extends
    Omit<SourceConfig, 'profile' | 'capabilities' | 'authentication' | keyof SourceDefaults>,
    Partial<SourceDefaults> {
  readonly profile?: SourceProfile;
  readonly capabilities?: Partial<SourceCapabilities>;
  /** Absent only where we manage: the keys are ours then. */
  readonly authentication?: SourceAuthentication<SecretsFile>;
}
