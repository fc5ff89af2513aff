import { OperationOutcomeError, badRequest, type WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { postingKey } from '../repository/index-entry.ts';
import type { Include } from './compile-includes.ts';
import { elementsAt } from './elements-at.ts';
import { referenceKeys, type OwnBases } from './reference-keys.ts';

/** Most resources that one page may bring along; a search that would bring more is refused. */
export const maxIncluded = 5_000;
/** Most rounds of `:iterate`. */
export const maxIncludeRounds = 10;

/** What includes are looked up in. */
export interface IncludeSource {
  get(resourceType: string, id: string): WithId<Resource> | undefined;
  holding(resourceType: string, keys: readonly string[]): readonly WithId<Resource>[];
}

/**
 * What a page of matches brings along, each resource once and none that is itself a match. References that lead nowhere
 * bring nothing. Error: 400 beyond maxIncluded or maxIncludeRounds: never less than was asked.
 */
export function findIncluded(
  matches: readonly WithId<Resource>[],
  includes: readonly Include[],
  source: IncludeSource,
  ownBases: OwnBases,
): readonly WithId<Resource>[] {
  if (includes.length === 0) return [];
  const seen = new Set(matches.map(keyOf));
  const found: WithId<Resource>[] = [];
  let round = matches;
  for (let depth = 0; round.length > 0; depth += 1) {
    if (depth > maxIncludeRounds || found.length > maxIncluded) throw tooCostly();
    const asked = depth === 0 ? includes : includes.filter(({ iterate }) => iterate);
    const candidates = asked.flatMap((include) =>
      include.reverse ? pointingTo(round, include, source) : pointedAt(round, include, source, ownBases),
    );
    round = candidates.filter((one) => {
      const isNew = !seen.has(keyOf(one));
      seen.add(keyOf(one));
      return isNew;
    });
    found.push(...round);
  }
  if (found.length > maxIncluded) throw tooCostly();
  return found;
}

function pointedAt(
  resources: readonly WithId<Resource>[],
  { source: type, parameter, target }: Include,
  source: IncludeSource,
  ownBases: OwnBases,
): readonly WithId<Resource>[] {
  return resources
    .filter(({ resourceType }) => resourceType === type)
    .flatMap((resource) => parameter.elements.flatMap((element) => elementsAt(resource, element)))
    .flatMap((element) => referenceKeys(element, ownBases, target ?? parameter.target))
    .flatMap((key) => {
      const [, targetType = '', id = ''] = /^ref:(.+)\/(.+)$/.exec(key) ?? [];
      return source.get(targetType, id) ?? [];
    });
}

function pointingTo(
  resources: readonly WithId<Resource>[],
  { source: type, parameter, target }: Include,
  source: IncludeSource,
): readonly WithId<Resource>[] {
  const keys = resources
    .filter(({ resourceType }) => target === undefined || resourceType === target)
    .map((resource) => postingKey(parameter.name, `ref:${keyOf(resource)}`));
  return source.holding(type, keys);
}

const keyOf = ({ resourceType, id }: WithId<Resource>): string => `${resourceType}/${id}`;

const tooCostly = (): OperationOutcomeError =>
  new OperationOutcomeError(badRequest('The search would include more than this server brings along.'));
