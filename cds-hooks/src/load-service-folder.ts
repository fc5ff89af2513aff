import { loadFolder, type LoadedService } from './load-folder.ts';
import { folderError } from './service-folder/folder-error.ts';
import { readServiceFolder } from './service-folder/read-service-folder.ts';

/**
 * Loads a service without code from its folder, its models open and proven. Errors: `bad-service`, `bad-value-set` and
 * `card-invalid` with every problem in words; `model-invalid`, `model-golden-mismatch`, `model-unavailable`.
 */
export async function loadServiceFolder(folder: string): Promise<LoadedService> {
  const reading = readServiceFolder(folder);
  if (!reading.ok) throw folderError(reading.problems);
  const { service, declared, golden } = reading.value;
  return loadFolder(service, folder, { manifests: declared.models, golden });
}
