import { Ajv2020 } from 'ajv/dist/2020.js';
import { CardwrightError } from '@cardwright/cds-service';
import manifestSchema from '@cardwright/cds-service/service.schema.json' with { type: 'json' };
import { readCases } from './cases/read-cases.ts';
import { runCase } from './cases/run-case.ts';
import { checkServiceFolder } from './check-service-folder.ts';
import type { CheckedItem } from './checked-item.ts';
import { findService, folderOf, isDataFolder, loadService } from './load-services.ts';
import { modelCardProblems } from './model-card-problems.ts';
import { checkValueSets } from './terminology/check-value-sets.ts';
import { valueSetFilesOf } from './terminology/find-value-set-files.ts';

const isManifest = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(manifestSchema);

/** Checks one service: `service.json` against its schema, every model with its golden vectors, every case; of a folder without code what is missing. */
export async function checkService(id: string): Promise<readonly CheckedItem[]> {
  if (isDataFolder(id)) return checkServiceFolder(folderOf(id));
  const { manifest } = findService(id);
  const schema = isManifest(manifest)
    ? []
    : (isManifest.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
  const ids = manifest.id === id ? [] : [`the folder is ${id}, the manifest says ${manifest.id}`];
  const items: CheckedItem[] = [
    { name: 'service.json', problems: [...schema, ...ids] },
    { name: 'model card', problems: modelCardProblems(manifest) },
    checkValueSets(valueSetFilesOf(folderOf(id))),
  ];
  try {
    const runnable = await loadService(id);
    items.push(
      ...Object.keys(runnable.models).map((variant) => ({
        name: `model ${variant}: signature, sha256, golden vectors`,
        problems: [],
      })),
    );
    const cases = readCases(id);
    if (cases.length === 0) items.push({ name: 'cases', problems: ['there are none'] });
    for (const { file, case: given } of cases) {
      const { differences } = await runCase(runnable, given);
      items.push({ name: `case ${file}: ${given.name}`, problems: differences });
    }
  } catch (error) {
    if (!(error instanceof CardwrightError)) throw error;
    items.push({ name: 'models and cases', problems: [`${error.code}: ${error.message}`] });
  }
  return items;
}
