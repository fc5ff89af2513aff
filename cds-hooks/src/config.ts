import { readFileSync } from 'node:fs';
import { CardwrightError, type ServiceStatus } from '@cardwright/cds-service';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from './wire/config.schema.json' with { type: 'json' };

/** A FHIR server that notifies us and receives our write-back. */
export interface SourceConfig {
  /** Unguessable path segment. */
  readonly key: string;
  /** Base URL of the server that is read and written. */
  readonly fhirServer: string;
  /** When set, every notification carries `X-Signature`: hex HMAC-SHA256 of the raw body. */
  readonly hmacSecret?: string;
  /** Search that an empty notification stands for, for example `Observation?category=vital-signs`. */
  readonly criteria: string;
}

/** Everything the host reads from outside, once, at start. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Demo mode: every service active, the embedded FHIR server and our synthetic patients at /fhir. */
  readonly demo: boolean;
  /** Where the database and the embedded FHIR server keep their state. */
  readonly dataDirectory: string;
  /** Serve without client authentication on an address other than loopback. */
  readonly allowUnauthenticated: boolean;
  readonly serviceStatus: Readonly<Record<string, ServiceStatus>>;
  readonly sources: Readonly<Record<string, SourceConfig>>;
  /** Base URLs that a hook may send us to besides loopback in demo mode. */
  readonly fhirServers: readonly string[];
  readonly limits: Limits;
}

export interface Limits {
  readonly maxBodyBytes: number;
  /** The one deadline of a hook call. */
  readonly deadlineMs: number;
  /** How long open calls may take to end after SIGTERM. */
  readonly drainMs: number;
}

const limits: Limits = { maxBodyBytes: 20 * 1024 * 1024, deadlineMs: 2_000, drainMs: 10_000 };

interface ConfigFile {
  readonly services?: Readonly<Record<string, { readonly status: ServiceStatus }>>;
  readonly sources?: Readonly<Record<string, SourceConfig>>;
  readonly fhirServers?: readonly string[];
  readonly limits?: Partial<Limits>;
}

/**
 * Reads the environment and the optional file once. Without a file the host runs in demo mode.
 * With one, a service answers only as far as the file says. Errors: `bad-argument`, with the path of what is wrong.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const path = env['CARDWRIGHT_CONFIG'];
  const file = path === undefined ? {} : readConfigFile(path);
  return {
    host: env['HOST'] ?? '127.0.0.1',
    port: readPort(env['PORT']),
    demo: path === undefined,
    dataDirectory: env['CARDWRIGHT_DATA_DIR'] ?? '.cardwright',
    allowUnauthenticated: env['CARDWRIGHT_ALLOW_UNAUTHENTICATED'] === '1',
    serviceStatus: Object.fromEntries(Object.entries(file.services ?? {}).map(([id, { status }]) => [id, status])),
    sources: file.sources ?? {},
    fhirServers: file.fhirServers ?? [],
    limits: { ...limits, ...file.limits },
  };
}

function readPort(text: string | undefined): number {
  const port = Number(text ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CardwrightError('bad-argument', 'PORT is not a port number.');
  return port;
}

const validateFile = new Ajv2020({ allErrors: true }).compile<ConfigFile>(schema);

function readConfigFile(path: string): ConfigFile {
  const file = parseFile(path);
  if (validateFile(file)) return file;
  const problems = (validateFile.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message ?? ''}`);
  throw new CardwrightError('bad-argument', `The configuration file is not valid: ${problems.join('; ')}.`);
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new CardwrightError('bad-argument', `The configuration file ${path} cannot be read as JSON.`);
  }
}
