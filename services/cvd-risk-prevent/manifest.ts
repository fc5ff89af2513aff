import { CardwrightError, type ServiceManifest, type ServiceStatus } from '@cardwright/cds-service';
import json from './service.json' with { type: 'json' };

/** `service.json` as the contract types it. Error: `bad-service` when a closed value is not one of its list. */
export const manifest: ServiceManifest = {
  ...json,
  status: oneOf<ServiceStatus>(['draft', 'silent', 'active', 'retired'], json.status),
  whenInsufficient: oneOf<ServiceManifest['whenInsufficient']>(['card', 'silent'], json.whenInsufficient),
};

function oneOf<T extends string>(values: readonly T[], text: string): T {
  const found = values.find((value) => value === text);
  if (found === undefined)
    throw new CardwrightError('bad-service', `service.json: "${text}" is not one of ${values.join(', ')}`);
  return found;
}
