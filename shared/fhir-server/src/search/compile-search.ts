import { OperationOutcomeError, badRequest, splitSearchOnComma } from '@medplum/core';
import { postingKey, type StoredEntry } from '../repository/index-entry.ts';
import { compileIncludes, isInclude, type Include } from './compile-includes.ts';
import { dateTest } from './date-test.ts';
import { readPaging, type Paging } from './read-paging.ts';
import { referenceQueryKey, type OwnBases } from './reference-keys.ts';
import { searchParameters, type SearchParameter } from './search-parameters.ts';
import { foldString } from './string-values.ts';
import { tokenQueryKey } from './token-keys.ts';

/** Name and value of a query, in order: `['code', 'http://loinc.org|2160-0']`. */
export type QueryPair = readonly [name: string, value: string];

/** One parameter of a query; its values are OR-ed. `keys` are index keys, `test` is asked of each entry. */
export type SearchFilter = { readonly keys: readonly string[] } | { readonly test: (entry: StoredEntry) => boolean };

/** A query that is known to mean something here. Filters are AND-ed. */
export interface CompiledSearch extends Paging {
  readonly filters: readonly SearchFilter[];
  readonly includes: readonly Include[];
}

/** Parameters that say how to answer, not what to look for. */
const control = new Set(['_sort', '_count', '_offset', '_summary', '_total', '_format', '_pretty']);

/**
 * Compiles a query. Error: 400 with an OperationOutcome that names the parameter when a parameter, a modifier or a
 * value is not supported: a search is never answered with less than it asked.
 */
export function compileSearch(resourceType: string, pairs: readonly QueryPair[], ownBases: OwnBases): CompiledSearch {
  const parameters = new Map(searchParameters(resourceType).map((parameter) => [parameter.name, parameter]));
  const filters = pairs
    .filter(([name]) => !control.has(name) && !isInclude(name))
    .map(([written, value]) => {
      const [name = '', modifier] = written.split(':', 2);
      const parameter = parameters.get(name);
      if (!parameter) throw unsupported(resourceType, name, [...parameters.keys()]);
      return compileFilter(withModifier(parameter, modifier), value, ownBases);
    });
  return { filters, includes: compileIncludes(pairs), ...readPaging(resourceType, pairs) };
}

/** `subject:Patient` narrows a reference to one type; no other modifier is supported. */
function withModifier(parameter: SearchParameter, modifier: string | undefined): SearchParameter {
  if (modifier === undefined) return parameter;
  const narrows =
    parameter.type === 'reference' && /^[A-Z]/.test(modifier) && (parameter.target ?? modifier) === modifier;
  if (narrows) return { ...parameter, target: modifier };
  throw new OperationOutcomeError(
    badRequest(`The modifier of search parameter "${parameter.name}:${modifier}" is not supported.`),
  );
}

function compileFilter(parameter: SearchParameter, value: string, ownBases: OwnBases): SearchFilter {
  const { name, type, target } = parameter;
  const values = splitSearchOnComma(value).filter((one) => one !== '');
  if (values.length === 0) throw new OperationOutcomeError(badRequest(`Search parameter "${name}" has no value.`));
  if (type === 'token') return { keys: values.map((one) => postingKey(name, tokenQueryKey(one))) };
  if (type === 'reference')
    return { keys: values.map((one) => postingKey(name, referenceQueryKey(one, ownBases, target))) };
  if (type === 'string') {
    const starts = values.map(foldString);
    return {
      test: ({ words }) => (words.get(name) ?? []).some((word) => starts.some((start) => word.startsWith(start))),
    };
  }
  const tests = values.map((one) => dateTest(name, one));
  return { test: ({ dates }) => (dates.get(name) ?? []).some((interval) => tests.some((test) => test(interval))) };
}

function unsupported(resourceType: string, name: string, known: readonly string[]): OperationOutcomeError {
  const outcome = badRequest(
    `Search parameter "${name}" is not supported for ${resourceType}. Supported: ${known.join(', ')}.`,
  );
  return new OperationOutcomeError({
    ...outcome,
    issue: outcome.issue.map((issue) => ({ ...issue, code: 'not-supported', expression: [`${resourceType}?${name}`] })),
  });
}
