import type { WithId } from '@medplum/core';
import type { TimeInterval } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import { dateIntervals } from '../search/date-intervals.ts';
import { elementsAt } from '../search/elements-at.ts';
import { referenceKeys, type OwnBases } from '../search/reference-keys.ts';
import { searchParameters, type SearchParameter } from '../search/search-parameters.ts';
import { stringValues } from '../search/string-values.ts';
import { tokenKeys } from '../search/token-keys.ts';

/** A stored resource with everything that searches ask of it, read once when it was written. */
export interface StoredEntry {
  readonly resource: WithId<Resource>;
  /** Order of first appearance in its type; the tie-breaker of every sort. */
  readonly sequence: number;
  /** `parameter key` for each token and reference value. */
  readonly keys: ReadonlySet<string>;
  /** Date values by parameter. */
  readonly dates: ReadonlyMap<string, readonly TimeInterval[]>;
  /** Folded words by string parameter. */
  readonly words: ReadonlyMap<string, readonly string[]>;
}

/** The index key of one value of one parameter. */
export const postingKey = (parameter: string, valueKey: string): string => `${parameter} ${valueKey}`;

/** Reads every supported search parameter of a resource. */
export function indexEntry(resource: WithId<Resource>, sequence: number, ownBases: OwnBases): StoredEntry {
  const keys = new Set<string>();
  const dates = new Map<string, readonly TimeInterval[]>();
  const words = new Map<string, readonly string[]>();
  for (const parameter of searchParameters(resource.resourceType)) {
    const values = parameter.elements.flatMap((element) => elementsAt(resource, element));
    if (values.length === 0) continue;
    if (parameter.type === 'date') dates.set(parameter.name, values.flatMap(dateIntervals));
    else if (parameter.type === 'string') words.set(parameter.name, values.flatMap(stringValues));
    else
      values
        .flatMap((value) => valueKeys(parameter, value, ownBases))
        .forEach((key) => keys.add(postingKey(parameter.name, key)));
  }
  return { resource, sequence, keys, dates, words };
}

const valueKeys = (parameter: SearchParameter, value: unknown, ownBases: OwnBases): readonly string[] =>
  parameter.type === 'token' ? tokenKeys(value) : referenceKeys(value, ownBases, parameter.target);
