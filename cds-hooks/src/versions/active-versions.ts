import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';

/** A version that was made the one that answers. */
export interface ActivatedVersion {
  readonly label: string;
  /** Content hash of its folder, without what the site sets. */
  readonly version: string;
  /** ISO instant. */
  readonly since: string;
}

/** What answers, and before it what answered, newest first. */
export interface ActiveVersion extends ActivatedVersion {
  readonly before: readonly ActivatedVersion[];
}
export type ActiveVersions = Readonly<Record<string, ActiveVersion>>;

/** So far back `cardwright service rollback` can go. */
const maxBefore = 20;

/** Where the pointers of a data directory are: one small JSON file, by id of the service. */
export const activeVersionsFile = (dataDirectory: string): string => join(dataDirectory, 'active-versions.json');

/** The pointers; none when there is no file. Error: `bad-argument` when there is one that cannot be read. */
export function readActiveVersions(dataDirectory: string): ActiveVersions {
  const path = activeVersionsFile(dataDirectory);
  try {
    return parsePointers(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return {};
    throw new CardwrightError('bad-argument', `${path} does not hold the active versions of the services.`);
  }
}

/**
 * Makes a version the one that answers, on every host on this data directory. The file is on the disk before it takes
 * the place of the old one, so that a crash leaves one or the other. Who was already active stays so with its history.
 */
export function writeActiveVersion(dataDirectory: string, id: string, next: ActivatedVersion): void {
  const all = readActiveVersions(dataDirectory);
  const now = all[id];
  if (now?.version === next.version && now.label === next.label) return;
  const before = now === undefined ? [] : [withoutHistory(now), ...now.before].slice(0, maxBefore);
  write(dataDirectory, { ...all, [id]: { ...next, before } });
}

/**
 * Lets a version that answered before answer again; those that answered since are forgotten here, so that going back twice goes
 * back two.
 */
export function rollBackActiveVersion(dataDirectory: string, id: string, next: ActivatedVersion): void {
  const all = readActiveVersions(dataDirectory);
  const before = all[id]?.before ?? [];
  const position = before.findIndex(({ version, label }) => version === next.version && label === next.label);
  write(dataDirectory, { ...all, [id]: { ...next, before: before.slice(position + 1) } });
}

const withoutHistory = ({ label, version, since }: ActivatedVersion): ActivatedVersion => ({ label, version, since });

function write(dataDirectory: string, active: ActiveVersions): void {
  mkdirSync(dataDirectory, { recursive: true });
  const path = activeVersionsFile(dataDirectory);
  const written = `${path}.${process.pid}`;
  const file = openSync(written, 'w', 0o600);
  try {
    writeSync(file, `${JSON.stringify({ active }, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(written, path);
}

function parsePointers(value: unknown): ActiveVersions {
  const active: unknown = isObject(value) ? value['active'] : undefined;
  if (!isObject(active)) throw new TypeError('no pointers');
  return Object.fromEntries(
    Object.entries(active).map(([id, entry]) => {
      const before: unknown = isObject(entry) ? entry['before'] : undefined;
      if (!Array.isArray(before)) throw new TypeError('no history');
      return [id, { ...parseActivated(entry), before: before.map(parseActivated) }];
    }),
  );
}

function parseActivated(value: unknown): ActivatedVersion {
  const text = (member: string): string => {
    const found: unknown = isObject(value) ? value[member] : undefined;
    if (typeof found !== 'string') throw new TypeError('no version');
    return found;
  };
  return { label: text('label'), version: text('version'), since: text('since') };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
