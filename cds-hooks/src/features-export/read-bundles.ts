import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CardwrightError } from '@cardwright/cds-service';
import { readLines } from './read-lines.ts';

/** One Bundle, unread, and where it stands (`patients.ndjson:17`). */
export interface FoundBundle {
  readonly where: string;
  readonly bundle: unknown;
}

/**
 * The Bundles of a folder (`.json`, `.ndjson`, each also `.gz`, in the order of their names; other files are not read) or of one
 * such file, one in memory at a time; a line of NDJSON is one Bundle. Errors: `bad-argument`, `bad-json`.
 */
export async function* readBundles(path: string): AsyncGenerator<FoundBundle> {
  for (const { file, name } of bundleFiles(path)) {
    if (isNdjson(name))
      for await (const { number, text } of readLines(file)) {
        const where = `${name}:${number}`;
        yield { where, bundle: parseBundle(text, where) };
      }
    else yield { where: name, bundle: parseBundle(readText(file), name) };
  }
}

const isNdjson = (name: string): boolean => /\.(ndjson|jsonl)(\.gz)?$/.test(name);
const isJson = (name: string): boolean => /\.json(\.gz)?$/.test(name);

function bundleFiles(path: string): readonly { readonly file: string; readonly name: string }[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new CardwrightError('bad-argument', `${path} is not there.`);
  if (!stats.isDirectory()) return [{ file: path, name: path }];
  const names = readdirSync(path)
    .filter((name) => isNdjson(name) || isJson(name))
    .sort();
  if (names.length === 0) throw new CardwrightError('bad-argument', `${path} holds no .json or .ndjson file.`);
  return names.map((name) => ({ file: join(path, name), name }));
}

function readText(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

function parseBundle(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CardwrightError('bad-json', `${where} is not JSON.`, { where });
  }
}
