/**
 * `npm run generate [-- --check] [service …]`: writes every file that is derived from another one.
 * With `--check` nothing is written and a difference is an error: what is generated is always true. With names of services
 * only their models and model cards, and the registry.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateConfiguration } from './generate/configuration.ts';
import { generateConformance } from './generate/conformance.ts';
import { generateDocs } from './generate/docs.ts';
import { generateFeatures } from './generate/features.ts';
import { generateModels } from './generate/models.ts';
import { generateReadmes } from './generate/readmes.ts';
import { generateRegistry } from './generate/registry.ts';
import { notationOf, serviceIds, type GeneratedFile } from './generate/generated-file.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const all = serviceIds(root);
const ids = named.length > 0 ? all.filter((id) => named.includes(id)) : all;

const different: string[] = [];
await settle(await generateModels(root, ids));
const written = (notation: ReturnType<typeof notationOf>) => all.filter((id) => notationOf(root, id) === notation);
await settle(generateRegistry(written('typescript'), written('data')));
await settle(await generateReadmes(root, ids));
if (named.length === 0) {
  await settle(await generateDocs(root));
  await settle(generateConformance(root));
  await settle(generateConfiguration(root));
  await settle(generateFeatures(root));
}

if (different.length === 0) process.stdout.write('Everything generated is up to date.\n');
else if (check) {
  process.stdout.write(`Out of date, run npm run generate:\n${different.map((path) => `  ${path}\n`).join('')}`);
  process.exitCode = 1;
} else process.stdout.write(different.map((path) => `wrote ${path}\n`).join(''));

async function settle(files: readonly GeneratedFile[]): Promise<void> {
  for (const file of files) {
    const path = join(root, file.path);
    if (sameAs(path, file.content)) continue;
    different.push(file.path);
    if (check) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.content);
  }
}

function sameAs(path: string, content: string | Uint8Array): boolean {
  try {
    return readFileSync(path).equals(Buffer.from(content));
  } catch {
    return false;
  }
}
