import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Changes whenever a file in the folder does, without reading any: names, sizes, times and inodes. Empty: it cannot be read. */
export function folderStamp(folder: string): string {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.') && !entry.isDirectory())
      .map((entry) => stampOf(join(entry.parentPath, entry.name)))
      .sort()
      .join('\n');
  } catch {
    return '';
  }
}

/** Shorter where a file went while we looked: another look sees it. */
function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? path : `${path} ${stats.ino} ${stats.size} ${stats.mtimeMs}`;
}
