import { readManifest } from '@cardwright/cds-service';
import json from './service.json' with { type: 'json' };

/** `service.json` as the contract types it. */
export const manifest = readManifest(json);
