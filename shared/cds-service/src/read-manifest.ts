import { CardwrightError } from './errors.ts';
import {
  escalationResources,
  serviceStatuses,
  taskPriorities,
  whenInsufficients,
  type Escalation,
  type ServiceManifest,
} from './service.ts';

/** `service.json` as a JSON import types it: closed words are just texts there. */
export type ManifestJson = Omit<ServiceManifest, 'status' | 'whenInsufficient' | 'escalation'> & {
  readonly status: string;
  readonly whenInsufficient: string;
  readonly escalation?: EscalationJson;
};

type EscalationJson = Omit<Escalation, 'resource' | 'priority'> & {
  readonly resource: string;
  readonly priority?: string;
};

/** `service.json` with its closed word lists parsed. Error: `bad-service` when a word is on no list. */
export function readManifest({ escalation, ...json }: ManifestJson): ServiceManifest {
  return {
    ...json,
    status: oneOf(serviceStatuses, json.status),
    whenInsufficient: oneOf(whenInsufficients, json.whenInsufficient),
    ...(escalation === undefined ? {} : { escalation: readEscalation(escalation) }),
  };
}

function readEscalation({ resource, priority, ...json }: EscalationJson): Escalation {
  return {
    ...json,
    resource: oneOf(escalationResources, resource),
    ...(priority === undefined ? {} : { priority: oneOf(taskPriorities, priority) }),
  };
}

function oneOf<T extends string>(words: readonly T[], text: string): T {
  const found = words.find((word) => word === text);
  if (found === undefined) {
    throw new CardwrightError('bad-service', `service.json: "${text}" is none of ${words.join(', ')}.`);
  }
  return found;
}
