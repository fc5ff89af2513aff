import { CardwrightError } from './errors.ts';
import { serviceStatuses, whenInsufficients, type ServiceManifest } from './service.ts';

/** `service.json` as a JSON import types it: closed words are just texts there. */
export type ManifestJson = Omit<ServiceManifest, 'status' | 'whenInsufficient'> & {
  readonly status: string;
  readonly whenInsufficient: string;
};

/** `service.json` with its closed word lists parsed. Error: `bad-service` when a word is on no list. */
export function readManifest(json: ManifestJson): ServiceManifest {
  return {
    ...json,
    status: oneOf(serviceStatuses, json.status),
    whenInsufficient: oneOf(whenInsufficients, json.whenInsufficient),
  };
}

function oneOf<T extends string>(words: readonly T[], text: string): T {
  const found = words.find((word) => word === text);
  if (found === undefined) {
    throw new CardwrightError('bad-service', `service.json: "${text}" is none of ${words.join(', ')}.`);
  }
  return found;
}
