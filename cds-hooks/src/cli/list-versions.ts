import { CardwrightError } from '@cardwright/cds-service';
import { disableTelemetry } from '@cardwright/scoring';
import type { ServiceStep } from '@cardwright/store';
import type { Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import { builtInLabel } from '../load-served.ts';
import { findService, registeredServices, versionOf } from '../load-services.ts';
import { readActiveVersions } from '../versions/active-versions.ts';
import { findVersionFolders } from '../versions/find-version-folders.ts';
import { proveVersion } from '../versions/prove-version.ts';
import { hasStore, openExistingStore } from './open-existing-store.ts';

/**
 * `cardwright service versions [<id>]`: one JSON report of the versions that there are (content hashes as published), which one is
 * pointed to, what answered before, and the steps of their status with who approved them.
 */
export async function listVersions(args: readonly string[]): Promise<number> {
  const [id, ...rest] = args;
  if (rest.length > 0) throw new CardwrightError('bad-argument', 'Say cardwright service versions [<id>].');
  disableTelemetry();
  const config = readConfig(process.env);
  const folders = config.serviceDirectory === undefined ? [] : findVersionFolders(config.serviceDirectory);
  const ids = [...new Set([...registeredServices.keys(), ...folders.map((folder) => folder.id)])];
  const asked = id === undefined ? ids : ids.filter((one) => one === id);
  if (asked.length === 0) findService(id ?? '');
  const pointers = readActiveVersions(config.dataDirectory);
  const report = [];
  for (const service of asked) {
    const labels = folders.filter((folder) => folder.id === service).map(({ label }) => label);
    report.push({
      id: service,
      versions: await versionsOf(config, service, labels),
      ...(pointers[service] === undefined ? {} : { active: pointers[service] }),
      steps: await stepsOf(config, service),
    });
  }
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  return 0;
}

interface ListedVersion {
  readonly label: string;
  readonly version?: string;
  /** Why it cannot answer. */
  readonly problem?: { readonly code: string; readonly message: string };
}

async function versionsOf(config: Config, id: string, labels: readonly string[]): Promise<readonly ListedVersion[]> {
  const builtIn = registeredServices.get(id);
  if (builtIn !== undefined) return [{ label: builtInLabel, version: versionOf(builtIn) }];
  const listed: ListedVersion[] = [];
  for (const label of labels) listed.push(await listedVersion(config, id, label));
  return listed;
}

async function listedVersion(config: Config, id: string, label: string): Promise<ListedVersion> {
  try {
    return await proveVersion(config, id, label);
  } catch (error) {
    if (!(error instanceof CardwrightError)) throw error;
    return { label, problem: { code: error.code, message: error.message } };
  }
}

async function stepsOf(config: Config, id: string): Promise<readonly ServiceStep[]> {
  if (!hasStore(config)) return [];
  const store = await openExistingStore(config);
  try {
    return await store.readSteps(id);
  } finally {
    await store.close();
  }
}
