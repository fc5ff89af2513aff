import { OperationOutcomeError, badRequest } from '@medplum/core';
import { isResourceType } from '../repository/resource-types.ts';
import type { QueryPair } from './compile-search.ts';
import { searchParameters, type SearchParameter } from './search-parameters.ts';

/** One `_include` (what the results point to) or `_revinclude` (what points to the results), understood. */
export interface Include {
  readonly reverse: boolean;
  /** The type that holds the reference. */
  readonly source: string;
  readonly parameter: SearchParameter;
  /** Only resources of this type, or references to it. */
  readonly target?: string;
  /** Also asked of what was included. */
  readonly iterate: boolean;
}

const names = new Set(['_include', '_revinclude', '_include:iterate', '_revinclude:iterate']);

/** True for the names that compileIncludes reads. */
export const isInclude = (name: string): boolean => names.has(name);

/**
 * Reads `_include=Type:parameter[:Target]` and its kin. Error: 400 that names the parameter when the type, or a reference
 * parameter of that name, is not known here (`*` is not). Source: https://hl7.org/fhir/R4/search.html#include.
 */
export const compileIncludes = (pairs: readonly QueryPair[]): readonly Include[] =>
  pairs.filter(([name]) => isInclude(name)).map(([name, value]) => compileInclude(name, value));

function compileInclude(name: string, value: string): Include {
  const [source = '', parameterName = '', target] = value.split(':', 3);
  const parameter = searchParameters(source).find((one) => one.name === parameterName && one.type === 'reference');
  if (!isResourceType(source) || !parameter || (target !== undefined && !isResourceType(target))) {
    throw new OperationOutcomeError(badRequest(`The value of search parameter "${name}" is not supported: ${value}.`));
  }
  return {
    reverse: name.startsWith('_revinclude'),
    source,
    parameter,
    ...(target !== undefined && { target }),
    iterate: name.endsWith(':iterate'),
  };
}
