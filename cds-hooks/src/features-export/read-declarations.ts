import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import {
  parseFeatures,
  readValueSet,
  sharedUnits,
  sharedValueSets,
  type FeatureDeclarations,
} from '@cardwright/features';
import type { ValueSet } from '@cardwright/fhir';
import { folderOf, registeredServices, versionOf } from '../load-services.ts';
import { sharedValueSetFiles, valueSetFilesOf } from '../terminology/find-value-set-files.ts';
import { readValueSetFile, shownPath } from '../terminology/read-value-set-file.ts';

/** Whose features are exported. A folder that is still without a model has no version. */
export interface NamedDeclarations {
  readonly service: { readonly id: string; readonly version?: string };
  readonly declarations: FeatureDeclarations;
  /** Version of the value-set files that may be used, by the id of the set. */
  readonly valueSetVersions: ReadonlyMap<string, number>;
}

/**
 * The declarations of a registered service, or those of a folder with a `features.json`, which needs nothing else yet: the table
 * comes before the model. A folder under `services/` may be given by its name. Errors: `unknown-service`, `bad-service`.
 */
export function readDeclarations(idOrFolder: string): NamedDeclarations {
  const registered = registeredServices.get(idOrFolder);
  if (registered)
    return {
      service: { id: idOrFolder, version: versionOf(registered) },
      declarations: registered.features,
      valueSetVersions: versionsOf(folderOf(idOrFolder)),
    };
  const folder = [idOrFolder, folderOf(idOrFolder)].find((path) => existsSync(join(path, 'features.json')));
  if (folder === undefined)
    throw new CardwrightError(
      'unknown-service',
      `There is no service "${idOrFolder}", and no features.json in a folder of this name.`,
    );
  const own = new Map(
    valueSetFilesOf(folder)
      .map((path): ValueSet => readValueSet(readValueSetFile(path), shownPath(path)))
      .map((set) => [set.id, set]),
  );
  const declarations = parseFeatures(readJson(join(folder, 'features.json')), {
    valueSet: (name) => own.get(name) ?? sharedValueSets.get(name),
    unit: (name) => sharedUnits.get(name),
  });
  return { service: { id: basename(resolve(folder)) }, declarations, valueSetVersions: versionsOf(folder) };
}

function versionsOf(folder: string): ReadonlyMap<string, number> {
  const files = [...sharedValueSetFiles(), ...valueSetFilesOf(folder)].map(readValueSetFile);
  return new Map(files.map(({ id, version }) => [id, version]));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new CardwrightError('bad-service', `${path} is not JSON.`);
  }
}
