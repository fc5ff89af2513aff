import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import { readStoreSettings } from '@cardwright/store';
import { checkConfigFile } from './check-config-file.ts';
import { roles, type Config, type ConfigFile, type Role } from './config.ts';
import { defaultLimits } from './default-limits.ts';
import { parseConfigFile } from './parse-config-file.ts';
import { readSource } from './read-source.ts';
import { readTracingConfig } from '../tracing/read-tracing-config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment and the optional file once. Without a file the host runs in demo mode.
 * With one, a service answers only as far as the file says. Errors: `bad-argument`; `details.problems` names the path
 * of everything that is wrong.
 */
export function readConfig(env: Environment): Config {
  const path = env['CARDWRIGHT_CONFIG'];
  const file = path === undefined ? {} : readConfigFile(path);
  const config = fromFile(file, path === undefined ? '.' : dirname(path), env);
  const problems = path === undefined ? [] : checkConfigFile(file, config);
  if (problems.length > 0) throw invalid(problems);
  refuseRole(config, path === undefined);
  return { ...config, demo: path === undefined };
}

/** Processes that share the work share a database; the demonstration is one process. */
function refuseRole({ role, store }: Config, isDemo: boolean): void {
  if (role === 'all') return;
  if (store.databaseUrl === undefined)
    throw new CardwrightError(
      'bad-argument',
      `ROLE=${role} needs DATABASE_URL: the embedded store is for one process.`,
    );
  if (isDemo) throw new CardwrightError('bad-argument', `ROLE=${role} needs a configuration file (CARDWRIGHT_CONFIG).`);
}

function readRole(text = 'all'): Role {
  const role = roles.find((one) => one === text);
  if (role === undefined) throw new CardwrightError('bad-argument', `ROLE is not one of ${roles.join(', ')}.`);
  return role;
}

function fromFile(file: ConfigFile, folder: string, env: Environment): Config {
  const { tls, publicBaseUrl, serviceDirectory = env['CARDWRIGHT_SERVICE_DIR'] } = file;
  const tracing = readTracingConfig(env);
  return {
    role: readRole(env['ROLE']),
    store: readStoreSettings(env),
    ...(tracing === undefined ? {} : { tracing }),
    host: env['HOST'] ?? file.listen?.host ?? '127.0.0.1',
    port: readPort(env['PORT']) ?? file.listen?.port ?? 3000,
    demo: false,
    dataDirectory: env['CARDWRIGHT_DATA_DIR'] ?? '.cardwright',
    allowUnauthenticated: env['CARDWRIGHT_ALLOW_UNAUTHENTICATED'] === '1',
    ...(tls === undefined
      ? {}
      : { tls: { certificateFile: resolve(folder, tls.certificateFile), keyFile: resolve(folder, tls.keyFile) } }),
    trustProxy: file.trustProxy ?? false,
    ...(publicBaseUrl === undefined ? {} : { publicBaseUrl: publicBaseUrl.replace(/\/+$/, '') }),
    cors: { origins: file.cors?.origins ?? ['*'] },
    site: { timeZone: file.site?.timeZone ?? 'UTC', displayUnits: file.site?.displayUnits ?? 'conventional' },
    limits: { ...defaultLimits, ...file.limits },
    clients: file.clients ?? {},
    fhirServers: file.fhirServers ?? [],
    sources: Object.fromEntries(
      Object.entries(file.sources ?? {}).map(([name, source]) => [name, readSource(name, source, folder)]),
    ),
    services: file.services ?? {},
    ...(serviceDirectory === undefined ? {} : { serviceDirectory: resolve(folder, serviceDirectory) }),
    retention: file.retention ?? {},
  };
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CardwrightError('bad-argument', 'PORT is not a port number.');
  return port;
}

function readConfigFile(path: string): ConfigFile {
  const parsed = parseConfigFile(parseJsonFile(path));
  if (!parsed.ok) throw invalid(parsed.problems);
  return parsed.file;
}

function parseJsonFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new CardwrightError('bad-argument', `The configuration file ${path} cannot be read as JSON.`);
  }
}

const invalid = (problems: readonly string[]): CardwrightError =>
  new CardwrightError('bad-argument', `The configuration file is not valid: ${problems.join('; ')}.`, { problems });
