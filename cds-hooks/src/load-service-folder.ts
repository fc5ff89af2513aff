import { CardwrightError } from '@cardwright/cds-service';
import type { LoadedService } from './load-folder.ts';

/** Loads a service without code from its folder. Error: `bad-service`. */
export async function loadServiceFolder(folder: string): Promise<LoadedService> {
  throw new CardwrightError('bad-service', `${folder} cannot be read yet.`);
}
