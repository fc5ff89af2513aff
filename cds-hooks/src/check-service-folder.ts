import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import type { Problem } from '@cardwright/declared-service';
import { readCasesIn } from './cases/read-cases.ts';
import { runCase } from './cases/run-case.ts';
import type { CheckedItem } from './checked-item.ts';
import type { LoadedService } from './load-folder.ts';
import { loadServiceFolder } from './load-service-folder.ts';
import { modelCardProblems } from './model-card-problems.ts';
import { folderGaps, type FolderGaps } from './service-folder/folder-gaps.ts';
import { readServiceFolder, type ServiceFolder } from './service-folder/read-service-folder.ts';
import { checkValueSets } from './terminology/check-value-sets.ts';
import { valueSetFilesOf } from './terminology/find-value-set-files.ts';

/**
 * Checks a folder without code, and says in words what is missing. As long as its files are not whole or contradict each
 * other, that is what there is to say; then come the models with their golden vectors, and the cases.
 */
export async function checkServiceFolder(folder: string): Promise<readonly CheckedItem[]> {
  const reading = readServiceFolder(folder);
  if (!reading.ok) return [...byFile(reading.problems), ...leftOut(folder)];
  const gaps = folderGaps(reading.value);
  const { manifest } = reading.value.declared;
  return [
    {
      name: 'service.json',
      problems: [...misnamed(folder, manifest.id), ...gaps.service.problems],
      notes: [...gaps.service.notes, ...gaps.cards.notes],
    },
    { name: 'model card', problems: modelCardProblems(manifest) },
    checkValueSets(valueSetFilesOf(folder)),
    ...(await checkModelsAndCases(reading.value, gaps)),
  ];
}

/** A folder, or the one around its versions, is named by the id: the host looks for it there. */
function misnamed(folder: string, id: string): readonly string[] {
  const path = resolve(folder);
  const names = [basename(path), basename(dirname(path))];
  return names.includes(id)
    ? []
    : [`the folder is named ${names[0] ?? ''}, and the id is ${id}: name one like the other`];
}

const byFile = (problems: readonly Problem[]): readonly CheckedItem[] =>
  [...Map.groupBy(problems, ({ file }) => file)].map(([file, found]) => ({
    name: file === '' ? 'the folder' : file,
    problems: found.map(({ message }) => message),
  }));

/** What can be said of a folder that cannot be read yet: its optional parts. */
function leftOut(folder: string): readonly CheckedItem[] {
  return [
    ...(existsSync(join(folder, 'cards.json')) ? [] : [{ name: 'cards.json', problems: [], notes: [noCards] }]),
    ...(existsSync(join(folder, 'cases')) ? [] : [{ name: 'cases', problems: [noCases] }]),
  ];
}

const noCards = 'it is not there: a plain card will say the number, and that no threshold is declared';
const noCases = 'there are none: ten or more patients with what is expected of them, in cases/*.json';

async function checkModelsAndCases(
  { folder, declared }: ServiceFolder,
  gaps: FolderGaps,
): Promise<readonly CheckedItem[]> {
  const variants = declared.manifest.models;
  const models = (wrong: readonly string[]): readonly CheckedItem[] =>
    variants.map((variant, index) => {
      const { problems = [], notes = [] } = gaps.models[variant] ?? {};
      const said = [...problems, ...(index === 0 ? wrong : [])];
      return { name: `model ${variant}: signature, sha256, golden vectors`, problems: said, notes };
    });
  let loaded: LoadedService;
  try {
    loaded = await loadServiceFolder(folder);
  } catch (error) {
    if (!(error instanceof CardwrightError)) throw error;
    return models([`${error.code}: ${error.message}`]);
  }
  try {
    return [...models([]), ...(await checkCases(loaded, join(folder, 'cases')))];
  } finally {
    await loaded.release();
  }
}

async function checkCases(loaded: LoadedService, folder: string): Promise<readonly CheckedItem[]> {
  try {
    const cases = existsSync(folder) ? readCasesIn(folder) : [];
    if (cases.length === 0) return [{ name: 'cases', problems: [noCases] }];
    const items: CheckedItem[] = [];
    for (const { file, case: given } of cases) {
      const { differences } = await runCase(loaded, given);
      items.push({ name: `case ${file}: ${given.name}`, problems: differences });
    }
    return items;
  } catch (error) {
    if (!(error instanceof CardwrightError)) throw error;
    return [{ name: 'cases', problems: [`${error.code}: ${error.message}`] }];
  }
}
