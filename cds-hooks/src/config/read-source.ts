import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import { sourceProfiles, type SourceProfile } from '../subscriptions/source-profiles.ts';
import type { SmartConfig } from '../outbound/smart/smart-config.ts';
import type { Secrets, SecretsFile, SourceAuthentication, SourceConfig, SourceDefaults, SourceFile } from './config.ts';
import schema from './config.schema.json' with { type: 'json' };

const { properties: published } = schema.properties.sources.additionalProperties;

/**
 * A source as the file has it, with the capabilities of its profile and the secrets of its files. Error: `bad-argument` with the
 * path of a secret's file that cannot be used; what it holds is in no message.
 */
export function readSource(name: string, source: SourceFile, folder: string): SourceConfig {
  const { profile = defaultProfile, capabilities, authentication = nobody, smart, ...rest } = source;
  return {
    ...defaults,
    ...rest,
    profile,
    capabilities: { ...sourceProfiles[profile], ...capabilities },
    authentication: readAuthentication(authentication, folder, `/sources/${name}/authentication`),
    ...(smart === undefined ? {} : { smart: withPaths(smart, folder) }),
  };
}

/** As `config.schema.json` publishes it; a test compares them. */
const defaultProfile: SourceProfile = 'r4';

const defaults: SourceDefaults = {
  ratePerMinute: published.ratePerMinute.default,
  manage: published.manage.default,
  topics: {},
  topicFilter: 'query',
  secretDays: published.secretDays.default,
  sweepMinutes: published.sweepMinutes.default,
  overlapSeconds: published.overlapSeconds.default,
  backfillHours: published.backfillHours.default,
};

/** No key of the file opens its endpoint; those that we make for a managed source do. */
const nobody: SourceAuthentication<SecretsFile> = { pathKey: { secrets: [] } };

function readAuthentication(
  { pathKey, header, xSignature, xHubSignature, bearerToken, bearerJwt }: SourceAuthentication<SecretsFile>,
  folder: string,
  where: string,
): SourceAuthentication {
  const read = (given: SecretsFile, member: string): Secrets => readSecrets(given, folder, `${where}/${member}`);
  return {
    pathKey: read(pathKey, 'pathKey'),
    ...(header === undefined ? {} : { header: { name: header.name, ...read(header, 'header') } }),
    ...(xSignature === undefined ? {} : { xSignature: read(xSignature, 'xSignature') }),
    ...(xHubSignature === undefined ? {} : { xHubSignature: read(xHubSignature, 'xHubSignature') }),
    ...(bearerToken === undefined ? {} : { bearerToken: read(bearerToken, 'bearerToken') }),
    ...(bearerJwt === undefined ? {} : { bearerJwt }),
  };
}

/** The keys themselves are read where they are used, so that they stand in no configuration. */
const withPaths = (smart: SmartConfig, folder: string): SmartConfig => ({
  ...smart,
  keys: smart.keys.map((key) => ({ ...key, privateKeyFile: resolve(folder, key.privateKeyFile) })),
});

function readSecrets({ secrets = [], secretFiles = [] }: SecretsFile, folder: string, where: string): Secrets {
  const fromFiles = secretFiles.map((file, index) =>
    readSecret(resolve(folder, file), `${where}/secretFiles/${index}`),
  );
  return { secrets: [...secrets, ...fromFiles] };
}

/** The text of a secret's file without the white space around it. */
function readSecret(path: string, where: string): string {
  let secret;
  try {
    secret = readFileSync(path, 'utf8').trim();
  } catch {
    throw invalid(`${where}: the file cannot be read`);
  }
  if (secret.length < 16) throw invalid(`${where}: the file holds fewer than 16 characters`);
  return secret;
}

const invalid = (problem: string): CardwrightError =>
  new CardwrightError('bad-argument', `The configuration file is not valid: ${problem}.`, { problems: [problem] });
