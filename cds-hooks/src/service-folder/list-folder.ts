import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { maxModelBytes } from '@cardwright/scoring';
import type { Problem } from '@cardwright/declared-service';

/** Largest JSON file of a folder: a golden file of 100,000 rows has its place, a bomb has not. */
export const maxJsonBytes = 16 * 2 ** 20;
/** Files of one folder. */
export const maxFiles = 500;

/** A file of a service folder, named from there with `/`. */
export interface FolderFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/** What a folder without code may hold. Nothing else is read, so that nothing else can change an answer. */
const kinds: readonly { readonly name: RegExp; readonly maxBytes: number }[] = [
  { name: /^(service|features|cards)\.json$/, maxBytes: maxJsonBytes },
  { name: /^models\/[A-Za-z0-9][A-Za-z0-9._-]{0,63}\.(model|golden)\.json$/, maxBytes: maxJsonBytes },
  { name: /^models\/[A-Za-z0-9][A-Za-z0-9._-]{0,63}\.onnx$/, maxBytes: maxModelBytes },
  { name: /^value-sets\/[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json$/, maxBytes: maxJsonBytes },
  { name: /^cases\/[^/]{1,100}\.json$/, maxBytes: maxJsonBytes },
  { name: /^(README\.md|LICENSE|NOTICE)$/, maxBytes: maxJsonBytes },
];
const folders = ['models', 'value-sets', 'cases'];

/** The files of a folder, by name, and what does not belong there. Links are refused: what is loaded lies in the folder itself. */
export function listFolder(folder: string): {
  readonly files: readonly FolderFile[];
  readonly problems: readonly Problem[];
} {
  const files: FolderFile[] = [];
  const problems: Problem[] = [];
  const say = (file: string, message: string) => problems.push({ file, code: 'bad-service', message });
  const read = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true }).sort(byName)) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      // An editor's or the system's: not read, and not part of the version.
      if (entry.name.startsWith('.')) continue;
      if (files.length + problems.length > maxFiles)
        return void say('', `The folder holds more than ${maxFiles} files.`);
      const path = join(folder, ...name.split('/'));
      const stats = lstatSync(path);
      if (stats.isDirectory() && folders.includes(name)) read(name);
      else if (stats.isFile() && maxBytesOf(name) !== undefined && stats.size <= (maxBytesOf(name) ?? 0))
        files.push({ name, path, bytes: stats.size });
      else say(name, refusal(name, stats));
    }
  };
  read('');
  return { files, problems };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

const maxBytesOf = (name: string): number | undefined => kinds.find((kind) => kind.name.test(name))?.maxBytes;

function refusal(name: string, stats: Stats): string {
  if (stats.isSymbolicLink()) return 'This is a link; put the file itself there.';
  if (stats.isDirectory()) return `There is no such folder; there are ${folders.map((one) => `${one}/`).join(', ')}.`;
  if (!stats.isFile()) return 'This is no regular file.';
  const maxBytes = maxBytesOf(name);
  if (maxBytes !== undefined) return `The file has ${stats.size} bytes; at most ${maxBytes} are read.`;
  return 'A folder without code holds no such file; see docs/bring-your-own-model.md.';
}
