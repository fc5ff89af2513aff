import { isObject } from '@cardwright/fhir';
import { toList } from './to-list.ts';
import { valueOf } from './value-of.ts';

/** A status entry, whichever resource carries it: members by the names that the R4 parameters have (`event-number`). */
export interface StatusMembers {
  readonly one: (name: string) => unknown;
  readonly all: (name: string) => readonly unknown[];
  /** Members that hold members: `notification-event`. */
  readonly parts: (name: string) => readonly StatusMembers[];
  /** The element's own id, or the `id` part. */
  readonly id: unknown;
}

/** R4: the members are parameters (Backport IG, backport-subscription-status-r4). */
export function parameterMembers(holder: unknown, list: 'parameter' | 'part' = 'parameter'): StatusMembers {
  const parts = toList(isObject(holder) ? holder[list] : undefined).filter(isObject);
  const named = (name: string) => parts.filter((part) => part['name'] === name);
  return {
    one: (name) => valueOf(named(name)[0]),
    all: (name) => named(name).map(valueOf),
    parts: (name) => named(name).map((part) => parameterMembers(part, 'part')),
    id: valueOf(named('id')[0]) ?? (isObject(holder) ? holder['id'] : undefined),
  };
}

/** R4B and R5: the members are elements of SubscriptionStatus. */
export function elementMembers(holder: unknown): StatusMembers {
  const members = isObject(holder) ? holder : {};
  const one = (name: string): unknown => members[camelCase(name)];
  return {
    one,
    all: (name) => toList(one(name)),
    parts: (name) => toList(one(name)).map(elementMembers),
    id: members['id'],
  };
}

const camelCase = (name: string): string => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
